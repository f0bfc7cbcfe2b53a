/* Says who looks at what and how much is new, and never moves a card. Quiet while the page is hidden. */
import { cardOf, current, open, queue } from "./moderation_cards.js";

const EVERY = 20000;
const LONGEST = 5 * 60 * 1000;
const fresh = document.querySelector("[data-fresh]");
let pause = EVERY;
let timer = null;

async function ask() {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", queue.elements.csrfmiddlewaretoken.value);
  body.set("on", open().map(seen).join(" "));
  body.set("focused", current()?.dataset.card ?? "");
  body.set("newest", queue.dataset.newest);
  try {
    const answer = await fetch(queue.dataset.pulse, { method: "POST", body, headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
    show(await answer.json());
    pause = EVERY;
  } catch {
    pause = Math.min(pause * 2, LONGEST);
  }
}

/* A card, and the version in which it is shown: "12:3". */
function seen(card) {
  const id = card.dataset.card;
  return `${id}:${card.querySelector(`[name="version-${id}"]`).value}`;
}

function show({ counts, fresh: words, looking, decided }) {
  for (const [key, count] of Object.entries(counts)) {
    document.querySelector(`[data-count="${key}"]`).textContent = count.toLocaleString(document.documentElement.lang);
  }
  fresh.hidden = !words;
  fresh.firstElementChild.textContent = words;
  for (const card of open()) {
    put(card.querySelector("[data-looking]"), looking[card.dataset.card]);
    if (decided[card.dataset.card]) put(cardOf(card.dataset.card).querySelector("[data-conflict]"), decided[card.dataset.card]);
  }
}

function put(place, words = "") {
  if (place.textContent !== words) place.textContent = words;
}

async function turn() {
  clearTimeout(timer);
  if (!document.hidden) await ask();
  timer = setTimeout(turn, pause);
}

if (queue.dataset.pulse) {
  document.addEventListener("visibilitychange", () => !document.hidden && turn());
  turn();
}
