/* Poll for viewers, new comments and decisions of others. Moves no card; pauses while the page is hidden. */
import { currentCard, openCards, queue } from "./moderation_cards.js";

const INTERVAL = 20000;
const MAX_INTERVAL = 5 * 60 * 1000;
const fresh = document.querySelector("[data-fresh]");
let pause = INTERVAL;
let timer = null;

async function poll() {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", queue.elements.csrfmiddlewaretoken.value);
  body.set("on", openCards().map(versionOf).join(" "));
  body.set("focused", currentCard()?.dataset.card ?? "");
  body.set("newest", queue.dataset.newest);
  try {
    const answer = await fetch(queue.dataset.pollUrl, { method: "POST", body, headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
    show(await answer.json());
    pause = INTERVAL;
  } catch {
    pause = Math.min(pause * 2, MAX_INTERVAL);
  }
}

/* The id and the shown version of a card: "12:3". */
function versionOf(card) {
  const id = card.dataset.card;
  return `${id}:${card.querySelector(`[name="version-${id}"]`).value}`;
}

function show({ counts, fresh: words, looking, decided }) {
  for (const [key, count] of Object.entries(counts)) {
    document.querySelector(`[data-count="${key}"]`).textContent = count.toLocaleString(document.documentElement.lang);
  }
  fresh.hidden = !words;
  fresh.firstElementChild.textContent = words;
  for (const card of openCards()) {
    setText(card.querySelector("[data-looking]"), decided[card.dataset.card] ?? looking[card.dataset.card]);
  }
}

function setText(place, words = "") {
  if (place.textContent !== words) place.textContent = words;
}

async function loop() {
  clearTimeout(timer);
  if (!document.hidden) await poll();
  timer = setTimeout(loop, pause);
}

if (queue.dataset.pollUrl) {
  document.addEventListener("visibilitychange", () => !document.hidden && loop());
  loop();
}
