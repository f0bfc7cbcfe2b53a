/* Keeps the text of a posted form in this tab: if the session has expired, the sign-in page comes first, and the next
   admin page sends the text to the server as unsaved text. */
const WAITING = "unsaved-form";

document.addEventListener("DOMContentLoaded", async () => {
  const form = document.getElementById("article_form");
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  const waiting = JSON.parse(sessionStorage.getItem(WAITING) ?? "null");

  form?.addEventListener("submit", () => {
    const { unsaved: to, fields } = document.querySelector("[data-unsaved]")?.dataset ?? {};
    if (!to) return;
    for (const editor of Object.values(window.CKEDITOR?.instances ?? {})) editor.updateElement();
    const names = ["form_id", "opened_version", ...fields.split(" ")];
    const present = names.filter((name) => form.elements[name]);
    const texts = Object.fromEntries(present.map((name) => [name, form.elements[name].value]));
    sessionStorage.setItem(WAITING, JSON.stringify({ address: location.pathname, to, texts }));
  });

  if (!waiting?.to || !token) return;
  // The form was saved, or refused with its text still in it.
  if (document.querySelector(".messagelist .success, .errornote")) {
    sessionStorage.removeItem(WAITING);
    return;
  }
  const data = new FormData();
  data.set("csrfmiddlewaretoken", token.value);
  for (const [name, value] of Object.entries(waiting.texts)) data.set(name, value);
  try {
    const answer = await fetch(waiting.to, { method: "POST", body: data, redirect: "error" });
    const wasSaved = answer.status === 409;
    if (!answer.ok && !wasSaved) return;
    sessionStorage.removeItem(WAITING);
    if (answer.ok && waiting.address === location.pathname) location.reload();
  } catch {
    // No connection: keep the text in this tab.
  }
});
