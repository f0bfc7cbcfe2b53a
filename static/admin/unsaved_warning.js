/* Warns before a page with unsaved text is left, and submits a form only once. */
document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("article_form");
  if (!form) return;
  let dirty = false;
  let sent = false;
  const editors = () => Object.values(window.CKEDITOR?.instances ?? {});

  form.addEventListener("input", () => (dirty = true));
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  // The browser went back to this page: the form may be sent again.
  window.addEventListener("pageshow", () => (sent = false));
  window.addEventListener("beforeunload", (event) => {
    if (!sent && (dirty || editors().some((editor) => editor.checkDirty()))) event.preventDefault();
  });
});
