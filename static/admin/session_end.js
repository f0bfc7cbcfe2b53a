/* A form that was sent after the session had ended leads to the sign-in page: its text waits in this tab, and goes
   to the server as unsaved text when the same form is opened again. It never leaves the tab. */
const WAITING = "unsaved-form";

document.addEventListener("DOMContentLoaded", async () => {
  const form = document.getElementById("article_form");
  const offer = document.querySelector("[data-unsaved]");
  const address = location.pathname;
  const waiting = JSON.parse(sessionStorage.getItem(WAITING) ?? "null");
  const names = [
    ...["opened_version", "title", "kicker", "lead", "body", "correction_text"],
    ...["source_name", "source_author", "source_url"],
  ];

  form?.addEventListener("submit", () => {
    for (const editor of Object.values(window.CKEDITOR?.instances ?? {})) editor.updateElement();
    const there = names.filter((name) => form.elements[name]);
    const texts = Object.fromEntries(there.map((name) => [name, form.elements[name].value]));
    sessionStorage.setItem(WAITING, JSON.stringify({ address, texts }));
  });

  // Any answer to the form, a refusal too, holds the text or has saved it; only the bare form again does not.
  const answered = !waiting || !form || document.querySelector(".messagelist, .errornote");
  if (answered || waiting.address !== address) {
    sessionStorage.removeItem(WAITING);
    return;
  }
  const data = new FormData();
  data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  for (const [name, value] of Object.entries(waiting.texts)) data.set(name, value);
  try {
    const answer = await fetch(offer.dataset.unsaved, { method: "POST", body: data, redirect: "error" });
    if (!answer.ok) return;
    sessionStorage.removeItem(WAITING);
    location.reload();
  } catch {
    // It goes on waiting in this tab.
  }
});
