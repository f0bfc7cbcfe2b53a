/* A reason that was sent after the session had ended leads to the sign-in page: it waits in this tab, and stands in
   the form again when the page of the same act is opened. It never leaves the tab. */
const REASON = "unsent-reason";

document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("form.move");
  const waiting = JSON.parse(sessionStorage.getItem(REASON) ?? "null");
  sessionStorage.removeItem(REASON);
  if (!form) return;
  const fields = [...form.elements].filter((field) => field.name && !["hidden", "submit"].includes(field.type));

  form.addEventListener("submit", () => {
    const texts = Object.fromEntries(fields.map((field) => [field.name, field.value]));
    sessionStorage.setItem(REASON, JSON.stringify({ address: location.pathname, texts }));
  });

  // A refusal holds what was typed; only the bare form again does not.
  if (waiting?.address !== location.pathname || form.querySelector(".errorlist")) return;
  for (const field of fields) field.value = waiting.texts[field.name] ?? field.value;
});
