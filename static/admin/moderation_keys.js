/* Keys press the real buttons. They do nothing in a field, and a box switches them off (WCAG 2.1.4). */
import { current, go, latestUndo, open, queue } from "./moderation_cards.js";

const OFF = "moderation-keys-off";
const box = document.querySelector("[data-keys-on]");
const help = document.querySelector("[data-help-dialog]");
const FIELD = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
// Vietnamese typing programs turn "as" into "á": the mark says which key was pressed last.
const MARKS = { "\u0301": "s", "\u0309": "r", "\u0303": "x", "\u0323": "j" };
let awaitsReason = null; // the list of reasons that was opened by r

function keyOf(event) {
  const [letter, ...marks] = event.key.normalize("NFD");
  return MARKS[marks.at(-1)] ?? letter;
}

function press(name) {
  current()?.querySelector(`button[value^="${name}:"]`)?.click();
}

function step(by) {
  const cards = open();
  const at = cards.indexOf(current());
  const isOn = document.activeElement.closest(".card") === cards[at];
  go(cards[isOn ? at + by : at] ?? cards[at]);
}

function askReason() {
  awaitsReason = current()?.querySelector("[data-reason]");
  awaitsReason?.focus();
}

function giveReason(event) {
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
  const note = current()?.querySelector("details.note");
  if (!note) return;
  note.open = true;
  note.querySelector("textarea").focus();
}

const ACTS = {
  j: () => step(1),
  k: () => step(-1),
  a: () => press("approve"),
  r: askReason,
  s: () => press("spam"),
  e: () => current()?.querySelector("[data-edit]")?.click(),
  o: () => current()?.querySelector("[data-reply]")?.click(),
  x: () => current()?.querySelector("[name=chosen]")?.click(),
  u: () => latestUndo()?.click(),
  n: writeNote,
  "?": () => help?.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector("dialog[open]")) return;
  const field = event.target.closest(FIELD);
  if (field) {
    if (event.key === "Escape") field.closest(".card")?.focus({ preventScroll: true });
    else if (field === awaitsReason) giveReason(event);
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
