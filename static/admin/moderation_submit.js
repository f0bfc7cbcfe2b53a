/* Submit the pressed button of a card by fetch: the same form, without a new page. */
import { announce, applyAnswer, cardOf, post, queue, select } from "./moderation_cards.js";

let byPointer = false;
const busy = new Set();

queue.addEventListener("click", (event) => (byPointer = event.detail > 0), true);
queue.addEventListener("focusin", (event) => {
  const card = event.target.closest(".card");
  if (card && !card.classList.contains("decided")) select(card);
});
select(queue.querySelector(".card"));

queue.addEventListener("submit", async (event) => {
  const [act, id] = event.submitter?.value?.split(":") ?? [];
  const card = cardOf(id);
  if (event.submitter?.name !== "do" || !card) return;
  event.preventDefault();
  if (busy.has(id)) return;
  busy.add(id);
  const answer = await post(queue.action, formDataOf(card, event.submitter));
  busy.delete(id);
  if (!answer) return;
  if (answer.noted) clearNote(card, answer);
  else applyAnswer(answer, { byPointer });
  if (answer.skipped?.length && act !== "note") card.querySelector("[data-reason]")?.focus();
});

/* The form data of one card and the pressed button. */
function formDataOf(card, button) {
  const body = new FormData();
  for (const field of card.querySelectorAll("input, select, textarea")) {
    if (field.type !== "checkbox" || field.checked) body.append(field.name, field.value);
  }
  body.set("do", button.value);
  return body;
}

function clearNote(card, answer) {
  card.querySelector("textarea").value = "";
  card.querySelector("details.note").open = false;
  card.focus({ preventScroll: true });
  announce(answer.sentence);
}
