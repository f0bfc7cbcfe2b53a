/* Bulk decisions: show the number of ticked comments on the buttons, and confirm in one dialog. */
import { applyAnswer, post, queue } from "./moderation_cards.js";

const bar = queue.querySelector("[data-bulk]");
const dialog = queue.querySelector("[data-bulk-dialog]");
const ticked = () => [...queue.querySelectorAll("[name=chosen]:checked")];

/* Near-duplicates that are decided together count as well. */
function countTicked() {
  return ticked().reduce((sum, box) => {
    const along = box.closest(".card").querySelector("[data-with]:checked");
    return sum + Number(along?.dataset.with ?? 1);
  }, 0);
}

function updateButtons() {
  const chosen = countTicked();
  bar.classList.toggle("some", chosen > 0);
  for (const button of bar.querySelectorAll("button")) {
    button.textContent = chosen ? `${button.dataset.label} (${chosen})` : button.dataset.label;
    button.disabled = !chosen;
  }
}

/* The list of reasons that belongs to a button, or undefined. */
function reasonListOf(button) {
  return button.closest(".with-reason")?.querySelector("select");
}

async function carryOut(button) {
  const body = new FormData(queue);
  body.set("do", button.value);
  body.set("confirm", "1");
  body.set("reason", reasonListOf(button)?.value ?? "");
  body.set("note", dialog.querySelector("[data-bulk-note]").value);
  const answer = await post(queue.action, body);
  if (answer) applyAnswer(answer);
}

if (bar) {
  const all = bar.querySelector("[data-choose-all]");
  all.hidden = false;
  all.addEventListener("change", () => {
    for (const box of queue.querySelectorAll(".card:not(.decided) [name=chosen]")) box.checked = all.firstElementChild.checked;
  });
  queue.addEventListener("change", updateButtons);
  queue.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button?.value.endsWith(":chosen")) return;
    event.preventDefault();
    const select = reasonListOf(button);
    if (select && !select.value) return select.focus();
    dialog.querySelector("[data-bulk-question]").textContent = `${button.textContent}?`;
    dialog.showModal();
    dialog.querySelector("asksNote" in button.dataset ? "[data-bulk-note]" : "[data-bulk-yes]").focus();
    dialog.querySelector("[data-bulk-yes]").onclick = () => {
      dialog.close();
      carryOut(button);
    };
  });
  dialog.querySelector("[data-bulk-no]").addEventListener("click", () => dialog.close());
  updateButtons();
}
