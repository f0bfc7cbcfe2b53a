/* Shows the other people who have the article open. Pauses while the page is hidden or was not used for 10 minutes. */
const IDLE = 10 * 60 * 1000;
const LONGEST = 5 * 60 * 1000;

document.addEventListener("DOMContentLoaded", () => {
  const status = document.querySelector("[data-presence]");
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  if (!status || !token) return;
  const every = Number(status.dataset.seconds) * 1000;
  let pause = every;
  let touched = Date.now();
  let timer = null;

  const ask = async () => {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", token.value);
    try {
      const answer = await fetch(status.dataset.presence, { method: "POST", body });
      if (!answer.ok) throw new Error(answer.status);
      const { others } = await answer.json();
      const words = others.join(" ");
      if (status.textContent !== words) status.textContent = words;
      pause = every;
    } catch {
      pause = Math.min(pause * 2, LONGEST);
    }
  };
  const turn = async () => {
    clearTimeout(timer);
    if (!document.hidden && Date.now() - touched < IDLE) await ask();
    timer = setTimeout(turn, pause);
  };

  for (const name of ["keydown", "pointerdown"]) {
    document.addEventListener(name, () => (touched = Date.now()), { passive: true });
  }
  document.addEventListener("visibilitychange", () => !document.hidden && turn());
  turn();
});
