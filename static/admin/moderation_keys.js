/* Keyboard shortcuts that press the buttons of cards. Ignored in fields; a checkbox switches them off (WCAG 2.1.4). */
import { currentCard, goTo, latestUndo, openCards, queue } from "./moderation_cards.js";

const OFF = "moderation-keys-off";
const box = document.querySelector("[data-keys-on]");
const help = document.querySelector("[data-help-dialog]");
const FIELD = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
// Vietnamese input methods turn "as" into "á": the diacritic tells which key was pressed last.
const MARKS = { "\u0301": "s", "\u0309": "r", "\u0303": "x", "\u0323": "j" };
let awaitsReason = null; // the list of reasons that the key r has focused

function keyOf(event) {
  const [letter, ...marks] = event.key.normalize("NFD");
  return MARKS[marks.at(-1)] ?? letter;
}

function press(name) {
  currentCard()?.querySelector(`button[value^="${name}:"]`)?.click();
}

function step(by) {
  const cards = openCards();
  const at = cards.indexOf(currentCard());
  const isOn = document.activeElement.closest(".card") === cards[at];
  goTo(cards[isOn ? at + by : at] ?? cards[at]);
}

function focusReason() {
  awaitsReason = currentCard()?.querySelector("[data-reason]");
  awaitsReason?.focus();
}

function pickReason(event) {
  const select = awaitsReason;
  const option = select.options[Number(event.key)];
  if (event.key === "Enter" && select.value) event.preventDefault();
  else if (/^[1-9]$/.test(event.key) && option) select.value = option.value;
  else return;
  event.preventDefault();
  awaitsReason = null;
  select.parentElement.querySelector("button").click();
}

function writeNote() {
  const note = currentCard()?.querySelector("details.note");
  if (!note) return;
  note.open = true;
  note.querySelector("textarea").focus();
}

const ACTS = {
  j: () => step(1),
  k: () => step(-1),
  a: () => press("approve"),
  r: focusReason,
  s: () => press("spam"),
  e: () => currentCard()?.querySelector("[data-edit]")?.click(),
  o: () => currentCard()?.querySelector("[data-reply]")?.click(),
  x: () => currentCard()?.querySelector("[name=chosen]")?.click(),
  u: () => latestUndo()?.click(),
  n: writeNote,
  "?": () => help?.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector("dialog[open]")) return;
  const field = event.target.closest?.(FIELD);
  if (field) {
    if (event.key === "Escape") field.closest(".card")?.focus({ preventScroll: true });
    else if (field === awaitsReason) pickReason(event);
    return;
  }
  const act = box?.checked === false ? null : ACTS[keyOf(event)];
  if (!act) return;
  event.preventDefault();
  act();
});
queue.addEventListener("focusout", (event) => event.target === awaitsReason && (awaitsReason = null));

if (box) {
  box.checked = localStorage.getItem(OFF) === null;
  document.body.classList.toggle("keys-on", box.checked);
  box.addEventListener("change", () => {
    if (box.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
    document.body.classList.toggle("keys-on", box.checked);
  });
  document.querySelector("[data-keys]").hidden = false;
}
document.querySelector("[data-help]")?.addEventListener("click", () => help.showModal());
