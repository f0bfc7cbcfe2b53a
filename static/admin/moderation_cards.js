/* What the scripts of the moderators' page share: the cards, sending a press, putting a decided card away. */
export const queue = document.querySelector("[data-queue]");
const line = document.querySelector("[data-done-line]");
const undoForm = document.querySelector("[data-undo-form]");
const last = []; // the undo buttons of this page, the latest last

export const open = () => [...queue.querySelectorAll(".card:not(.decided)")];
export const cardOf = (id) => document.getElementById(`y-kien-${id}`);
export const current = () => queue.querySelector(".card.current:not(.decided)") ?? open()[0];
export const latestUndo = () => last.at(-1) ?? document.querySelector("[data-undo-last]");

export function choose(card) {
  for (const other of queue.querySelectorAll(".card.current")) other.classList.remove("current");
  card?.classList.add("current");
}

/* Brings a card under the eyes, always to the same place. */
export function go(card) {
  if (!card) return;
  choose(card);
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "start" });
}

export function say(words) {
  queue.querySelector("[data-said]").textContent = words;
}

/* Sends a form as the page would; the answer comes as JSON. Null: it did not arrive, and the page says so. */
export async function send(address, body) {
  body.set("csrfmiddlewaretoken", queue.elements.csrfmiddlewaretoken.value);
  try {
    const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
    if (answer.redirected || !(answer.ok || answer.status === 409)) throw new Error(answer.status);
    return await answer.json();
  } catch {
    say(queue.dataset.failed);
    return null;
  }
}

/* What became of a press. Cards that were decided become a line; the others say why not. Nothing moves under the
   mouse: a card that was decided with it keeps its height. */
export function settle(answer, { byPointer = false } = {}) {
  const after = nextOf(answer.done.map(String));
  for (const { id, why } of answer.skipped) refuse(cardOf(id), why);
  for (const id of answer.done) putAway(cardOf(id), answer, byPointer);
  say([answer.sentence, ...answer.errors].join(" "));
  if (!answer.done.length) return;
  undoForm?.toggleAttribute("hidden", last.length > 0);
  if (byPointer) choose(after);
  else go(after);
  if (!open().length) finished();
}

function nextOf(done) {
  const all = open();
  const at = all.findLastIndex((card) => done.includes(card.dataset.card));
  const left = (card) => !done.includes(card.dataset.card);
  return all.slice(at + 1).find(left) ?? all.find(left);
}

function refuse(card, why) {
  const place = card?.querySelector("[data-conflict]");
  if (place) place.textContent = why;
}

function putAway(card, answer, keepsHeight) {
  if (!card) return;
  if (keepsHeight) card.style.minHeight = `${card.offsetHeight}px`;
  const done = line.content.firstElementChild.cloneNode(true);
  done.querySelector("strong").textContent = answer.sentence;
  done.querySelector(".done-name").textContent = card.querySelector("h2").textContent;
  const button = done.querySelector("[data-undo]");
  button.addEventListener("click", () => takeBack(`batch:${answer.batch}`));
  if (last.at(-1)?.dataset.batch !== answer.batch) last.push(button);
  button.dataset.batch = answer.batch;
  refuse(card, "");
  const box = card.querySelector("[name=chosen]");
  if (box) box.checked = false;
  card.classList.add("decided");
  card.classList.remove("current");
  card.prepend(done);
  queue.dispatchEvent(new Event("change"));
}

async function takeBack(which) {
  const body = new FormData();
  body.set("undo", which);
  const answer = await send(line.dataset.undo, body);
  if (!answer) return;
  say(answer.sentence);
  for (const { id, version } of answer.undone) bringBack(cardOf(id), version);
  if (answer.undone.length) forget(which);
}

function bringBack(card, version) {
  if (!card) return;
  card.querySelector(`[name="version-${card.dataset.card}"]`).value = version;
  card.querySelector(".done-line")?.remove();
  card.classList.remove("decided");
  card.style.minHeight = "";
  queue.querySelector("[data-finished]")?.setAttribute("hidden", "");
  go(card);
}

function forget(which) {
  const at = last.findIndex((button) => `batch:${button.dataset.batch}` === which);
  if (at >= 0) last.splice(at, 1);
  undoForm?.toggleAttribute("hidden", last.length > 0);
}

function finished() {
  const end = queue.querySelector("[data-finished]");
  if (!end) return;
  end.hidden = false;
  end.querySelector("a").focus();
}
