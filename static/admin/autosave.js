/* Autosave: sends typed text to the server a few seconds after each change. */
const DELAY = 4000; // milliseconds after the last change

document.addEventListener("DOMContentLoaded", () => {
  const status = document.querySelector("[data-autosave]");
  const form = document.getElementById("article_form");
  if (!status || !form) return;
  const names = status.dataset.fields.split(" ");
  let timer = null;
  let sent = false;

  const collectTexts = () => {
    for (const editor of Object.values(window.CKEDITOR?.instances ?? {})) editor.updateElement();
    const data = new FormData();
    for (const name of ["csrfmiddlewaretoken", "form_id", "opened_version", ...names]) {
      if (form.elements[name]) data.set(name, form.elements[name].value);
    }
    return data;
  };

  const showStatus = ({ saved_at: time, error, my_texts_url: url }) => {
    status.textContent = error ?? interpolate(gettext("Kept for you at %s; not saved yet."), [time]);
    if (!url) return;
    const link = document.createElement("a");
    link.href = url;
    link.textContent = gettext("You can no longer edit this article; your text waits here.");
    status.append(" ", link);
  };

  const save = async () => {
    try {
      const answer = await fetch(status.dataset.autosave, { method: "POST", body: collectTexts(), redirect: "error" });
      const result = await answer.json();
      if (!result.form_id) return showStatus(result);
      // The browser went back to a saved form: new text gets a new form id.
      if (!sent) {
        form.elements.form_id.value = result.form_id;
        return save();
      }
    } catch {
      status.textContent = gettext("No connection: what you type is not being kept. Save as soon as you can.");
    }
  };

  const scheduleSave = () => {
    clearTimeout(timer);
    timer = setTimeout(save, DELAY);
  };
  form.addEventListener("input", scheduleSave);
  form.addEventListener("submit", () => {
    sent = true;
    clearTimeout(timer);
  });
  window.addEventListener("pageshow", () => (sent = false));
  window.CKEDITOR?.on("instanceReady", ({ editor }) => editor.on("change", scheduleSave));
});
