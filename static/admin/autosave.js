/* Keeps what is typed on the server, a few seconds after each change: a crash or a power cut loses nothing. */
const PAUSE = 4000;
const TEXTS = [
  ...["title", "kicker", "lead", "body", "correction_text"],
  ...["source_name", "source_author", "source_url"],
];

document.addEventListener("DOMContentLoaded", () => {
  const status = document.querySelector("[data-autosave]");
  const form = document.getElementById("article_form");
  if (!status || !form) return;
  let timer = null;

  const texts = () => {
    for (const editor of Object.values(window.CKEDITOR?.instances ?? {})) editor.updateElement();
    const data = new FormData();
    for (const name of ["csrfmiddlewaretoken", "opened_version", ...TEXTS]) {
      if (form.elements[name]) data.set(name, form.elements[name].value);
    }
    return data;
  };

  const keep = async () => {
    try {
      const answer = await fetch(status.dataset.autosave, { method: "POST", body: texts(), redirect: "error" });
      const { saved_at: time, error } = await answer.json();
      status.textContent = error ?? interpolate(gettext("Kept for you at %s; not saved yet."), [time]);
    } catch {
      status.textContent = gettext("No connection: what you type is not being kept. Save as soon as you can.");
    }
  };

  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  };
  form.addEventListener("input", changed);
  form.addEventListener("submit", () => clearTimeout(timer));
  window.CKEDITOR?.on("instanceReady", ({ editor }) => editor.on("change", changed));
});
