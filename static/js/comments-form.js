// The comment form: counts the letters left, keeps a draft in this tab until it is sent, remembers the name on request,
// and fetches the signed time at which writing began. Listeners are on the document, since the form can be replaced.
import { readStored, writeStored } from "./browser-storage.js";

const FORM = "[data-comment-form], .comment-form";
const SENT = "y-kien da-gui"; // key of the draft of a form sent without script; the status page confirms its receipt

export function draftKey(form) {
  return `y-kien ${form.getAttribute("action")} ${form.elements.parent?.value}`;
}

export function deleteDraft(form) {
  writeStored("sessionStorage", draftKey(form), "");
}

export function updateCounter(form) {
  const { body } = form.elements;
  const counter = form.querySelector("[data-counter]");
  if (!counter || !body) return;
  // Counts as the server does: composed letters, without surrounding spaces.
  const left = Number(body.dataset.maxLength) - [...body.value.normalize("NFC").trim()].length;
  const words = left < 0 ? counter.dataset.over : counter.dataset.left;
  counter.textContent = words.replace("{number}", Math.abs(left).toLocaleString("vi"));
  counter.classList.toggle("over", left < 0);
}

export function initForm(form) {
  const { body, name } = form.elements;
  const remember = form.querySelector("[data-remember]");
  if (!body) return;
  if (form.matches("[data-comment-form]")) {
    if (!body.value) body.value = readStored("sessionStorage", draftKey(form));
    if (body.value) form.closest("[data-write-comment]")?.setAttribute("open", "");
    if (remember) {
      const known = readStored("localStorage", "y-kien ten");
      remember.hidden = false;
      remember.querySelector("input").checked = Boolean(known);
      if (!name.value) name.value = known;
    }
  }
  updateCounter(form);
}

async function fetchSignedTime(form) {
  const { luc } = form.elements;
  if (!luc || luc.value || !form.dataset.signedTimeUrl) return;
  const { signedTimeUrl } = form.dataset;
  delete form.dataset.signedTimeUrl;
  try {
    luc.value = (await (await fetch(signedTimeUrl)).json()).luc;
  } catch {
    // the form works without its time
  }
}

document.addEventListener("input", ({ target }) => {
  const form = target.closest(FORM);
  if (!form) return;
  if (target.name === "body") {
    updateCounter(form);
    if (form.matches("[data-comment-form]")) writeStored("sessionStorage", draftKey(form), target.value);
  }
  const remember = form.querySelector("[data-remember] input");
  if (remember) writeStored("localStorage", "y-kien ten", remember.checked ? form.elements.name.value : "");
});
document.addEventListener("focusin", ({ target }) => {
  const form = target.closest(FORM);
  if (form) fetchSignedTime(form);
});
document.addEventListener("submit", ({ target }) => {
  if (target.matches("[data-comment-form]")) writeStored("sessionStorage", SENT, draftKey(target));
});
if (document.querySelector("[data-status-page]")) {
  writeStored("sessionStorage", readStored("sessionStorage", SENT), "");
  writeStored("sessionStorage", SENT, "");
}
for (const form of document.querySelectorAll(FORM)) initForm(form);
