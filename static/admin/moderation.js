/* A press on a card goes by itself: the same form, without a new page. */
import { cardOf, choose, queue, say, send, settle } from "./moderation_cards.js";

let byPointer = false;
const busy = new Set();

queue.addEventListener("click", (event) => (byPointer = event.detail > 0), true);
queue.addEventListener("focusin", (event) => {
  const card = event.target.closest(".card");
  if (card && !card.classList.contains("decided")) choose(card);
});
choose(queue.querySelector(".card"));

queue.addEventListener("submit", async (event) => {
  const [act, id] = event.submitter?.value?.split(":") ?? [];
  const card = cardOf(id);
  if (event.submitter?.name !== "do" || !card) return;
  event.preventDefault();
  if (busy.has(id)) return;
  busy.add(id);
  const answer = await send(queue.action, pressOn(card, event.submitter));
  busy.delete(id);
  if (!answer) return;
  if (answer.noted) noted(card, answer);
  else settle(answer, { byPointer });
  if (answer.skipped?.length && act !== "note") card.querySelector("[data-reason]")?.focus();
});

/* The fields of one card, and the button. */
function pressOn(card, button) {
  const body = new FormData();
  for (const field of card.querySelectorAll("input, select, textarea")) {
    if (field.type !== "checkbox" || field.checked) body.append(field.name, field.value);
  }
  body.set("do", button.value);
  return body;
}

function noted(card, answer) {
  card.querySelector("textarea").value = "";
  card.querySelector("details.note").open = false;
  card.focus({ preventScroll: true });
  say(answer.sentence);
}
