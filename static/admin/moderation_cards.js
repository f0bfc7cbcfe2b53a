/* Functions shared by the scripts of the moderators' page: find cards, post a button, replace decided cards. */
export const queue = document.querySelector("[data-queue]");
const decidedLine = document.querySelector("[data-done-line]");
const undoForm = document.querySelector("[data-undo-form]");
const undoButtons = []; // of this page, the latest last

export const openCards = () => [...queue.querySelectorAll(".card:not(.decided)")];
export const cardOf = (id) => document.getElementById(`y-kien-${id}`);
export const currentCard = () => queue.querySelector(".card.current:not(.decided)") ?? openCards()[0];
export const latestUndo = () => undoButtons.at(-1) ?? document.querySelector("[data-undo-last]");

export function select(card) {
  for (const other of queue.querySelectorAll(".card.current")) other.classList.remove("current");
  card?.classList.add("current");
}

/* Select a card, focus it and scroll it to the top. */
export function goTo(card) {
  if (!card) return;
  select(card);
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "start" });
}

export function announce(text) {
  queue.querySelector("[data-said]").textContent = text;
}

/* Post form data and return the answer as JSON; null if that failed, which the page announces. */
export async function post(url, body) {
  body.set("csrfmiddlewaretoken", queue.elements.csrfmiddlewaretoken.value);
  try {
    const answer = await fetch(url, { method: "POST", body, headers: { Accept: "application/json" } });
    if (answer.redirected || !(answer.ok || answer.status === 409)) throw new Error(answer.status);
    return await answer.json();
  } catch {
    announce(queue.dataset.failed);
    return null;
  }
}

/* Show the outcome: decided cards shrink to a line, others show why they were skipped. A card that was decided with
   the mouse keeps its height, so that nothing moves under the pointer. */
export function applyAnswer(answer, { byPointer = false } = {}) {
  const after = findNext(answer.done.map(String));
  for (const { id, why } of answer.skipped) showConflict(cardOf(id), why);
  for (const id of answer.done) collapse(cardOf(id), answer, byPointer);
  announce([answer.sentence, ...answer.errors].join(" "));
  if (!answer.done.length) return;
  undoForm?.toggleAttribute("hidden", undoButtons.length > 0);
  if (byPointer) select(after);
  else goTo(after);
  if (!openCards().length) showFinished();
}

function findNext(done) {
  const all = openCards();
  const at = all.findLastIndex((card) => done.includes(card.dataset.card));
  const left = (card) => !done.includes(card.dataset.card);
  return all.slice(at + 1).find(left) ?? all.find(left);
}

function showConflict(card, why) {
  const place = card?.querySelector("[data-conflict]");
  if (place) place.textContent = why;
}

function collapse(card, answer, keepsHeight) {
  if (!card) return;
  if (keepsHeight) card.style.minHeight = `${card.getBoundingClientRect().height}px`;
  const done = decidedLine.content.firstElementChild.cloneNode(true);
  done.querySelector("strong").textContent = answer.sentence;
  done.querySelector(".done-name").textContent = card.querySelector("h2").textContent;
  const button = done.querySelector("[data-undo]");
  button.addEventListener("click", () => undo(`batch:${answer.batch}`));
  if (undoButtons.at(-1)?.dataset.batch !== answer.batch) undoButtons.push(button);
  button.dataset.batch = answer.batch;
  showConflict(card, "");
  const box = card.querySelector("[name=chosen]");
  if (box) box.checked = false;
  card.classList.add("decided");
  card.classList.remove("current");
  card.prepend(done);
  queue.dispatchEvent(new Event("change"));
}

async function undo(which) {
  const body = new FormData();
  body.set("undo", which);
  const answer = await post(decidedLine.dataset.undo, body);
  if (!answer) return;
  announce(answer.sentence);
  for (const { id, version } of answer.undone) restore(cardOf(id), version);
  if (answer.undone.length) removeUndo(which);
}

function restore(card, version) {
  if (!card) return;
  card.querySelector(`[name="version-${card.dataset.card}"]`).value = version;
  card.querySelector(".done-line")?.remove();
  card.classList.remove("decided");
  card.style.minHeight = "";
  queue.querySelector("[data-finished]")?.setAttribute("hidden", "");
  goTo(card);
}

function removeUndo(which) {
  const at = undoButtons.findIndex((button) => `batch:${button.dataset.batch}` === which);
  if (at >= 0) undoButtons.splice(at, 1);
  undoForm?.toggleAttribute("hidden", undoButtons.length > 0);
}

function showFinished() {
  const end = queue.querySelector("[data-finished]");
  if (!end) return;
  end.hidden = false;
  end.querySelector("a").focus();
}
