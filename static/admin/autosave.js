/* Keeps what is typed on the server, a few seconds after each change: a crash or a power cut loses nothing. */
const PAUSE = 4000;

document.addEventListener("DOMContentLoaded", () => {
  const status = document.querySelector("[data-autosave]");
  const form = document.getElementById("article_form");
  if (!status || !form) return;
  const names = status.dataset.fields.split(" ");
  let timer = null;
  let sent = false;

  const texts = () => {
    for (const editor of Object.values(window.CKEDITOR?.instances ?? {})) editor.updateElement();
    const data = new FormData();
    for (const name of ["csrfmiddlewaretoken", "form_id", "opened_version", ...names]) {
      if (form.elements[name]) data.set(name, form.elements[name].value);
    }
    return data;
  };

  const tell = ({ saved_at: time, error, my_texts_url: url }) => {
    status.textContent = error ?? interpolate(gettext("Kept for you at %s; not saved yet."), [time]);
    if (!url) return;
    const link = document.createElement("a");
    link.href = url;
    link.textContent = gettext("You can no longer edit this article; your text waits here.");
    status.append(" ", link);
  };

  const keep = async () => {
    try {
      const answer = await fetch(status.dataset.autosave, { method: "POST", body: texts(), redirect: "error" });
      const told = await answer.json();
      if (!told.form_id) return tell(told);
      // Back on a form that was saved already: what is typed now is kept under another name.
      if (!sent) {
        form.elements.form_id.value = told.form_id;
        return keep();
      }
    } catch {
      status.textContent = gettext("No connection: what you type is not being kept. Save as soon as you can.");
    }
  };

  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  };
  form.addEventListener("input", changed);
  form.addEventListener("submit", () => {
    sent = true;
    clearTimeout(timer);
  });
  window.addEventListener("pageshow", () => (sent = false));
  window.CKEDITOR?.on("instanceReady", ({ editor }) => editor.on("change", changed));
});
