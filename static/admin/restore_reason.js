/* Keeps the reason of a move in this tab while the form is sent: if the session has expired, the sign-in page comes
   first, and the reason is put into the form of the same move again. */
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

  // A refused form holds the typed text already; an empty form after the sign-in does not.
  if (waiting?.address !== location.pathname || form.querySelector(".errorlist")) return;
  for (const field of fields) field.value = waiting.texts[field.name] ?? field.value;
});
