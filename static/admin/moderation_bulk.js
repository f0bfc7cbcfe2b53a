/* How many are ticked, on the buttons themselves; what is done to several is asked once. */
import { queue, send, settle } from "./moderation_cards.js";

const bar = queue.querySelector("[data-bulk]");
const dialog = queue.querySelector("[data-bulk-dialog]");
const ticked = () => [...queue.querySelectorAll("[name=chosen]:checked")];

/* Copies that go along count as well. */
function number() {
  return ticked().reduce((sum, box) => {
    const along = box.closest(".card").querySelector("[data-with]:checked");
    return sum + Number(along?.dataset.with ?? 1);
  }, 0);
}

function count() {
  const chosen = number();
  bar.classList.toggle("some", chosen > 0);
  for (const button of bar.querySelectorAll("button")) {
    button.textContent = chosen ? `${button.dataset.label} (${chosen})` : button.dataset.label;
    button.disabled = !chosen;
  }
}

async function carryOut(button) {
  const body = new FormData(queue);
  body.set("do", button.value);
  body.set("confirm", "1");
  body.set("reason", button.parentElement.querySelector("select")?.value ?? "");
  body.set("note", dialog.querySelector("[data-bulk-note]").value);
  const answer = await send(queue.action, body);
  if (answer) settle(answer);
}

if (bar) {
  const all = bar.querySelector("[data-choose-all]");
  all.hidden = false;
  all.addEventListener("change", () => {
    for (const box of queue.querySelectorAll(".card:not(.decided) [name=chosen]")) box.checked = all.firstElementChild.checked;
  });
  queue.addEventListener("change", count);
  queue.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button?.value.endsWith(":chosen")) return;
    event.preventDefault();
    const select = button.parentElement.querySelector("select");
    if (select && !select.value) return select.focus();
    dialog.querySelector("[data-bulk-question]").textContent = `${button.textContent}?`;
    dialog.showModal();
    dialog.returnValue = "";
    dialog.querySelector("[data-bulk-yes]").onclick = () => {
      dialog.close();
      carryOut(button);
    };
  });
  dialog.querySelector("[data-bulk-no]").addEventListener("click", () => dialog.close());
  count();
}
