// The form of a comment: letters left, a draft that this tab keeps until it is sent, the name remembered if asked,
// and the moment of the first key. All are heard of at the document, since the form may be replaced.
import { readStored, writeStored } from "./browser-storage.js";

const FORM = "[data-comment-form], .comment-form";
const SENT = "y-kien da-gui"; // the draft that was sent as a form; the page of the comment says that it was taken

export function draftKey(form) {
  return `y-kien ${form.getAttribute("action")} ${form.elements.parent?.value}`;
}

export function forget(form) {
  writeStored("sessionStorage", draftKey(form), "");
}

export function count(form) {
  const { body } = form.elements;
  const counter = form.querySelector("[data-counter]");
  if (!counter || !body) return;
  // As the server counts: composed letters, without the blanks around them.
  const left = Number(body.dataset.longest) - [...body.value.normalize("NFC").trim()].length;
  const words = left < 0 ? counter.dataset.over : counter.dataset.left;
  counter.textContent = words.replace("{number}", Math.abs(left).toLocaleString("vi"));
  counter.classList.toggle("over", left < 0);
}

export function begin(form) {
  const { body, name } = form.elements;
  const remember = form.querySelector("[data-remember]");
  if (!body) return;
  if (form.matches("[data-comment-form]")) {
    if (!body.value) body.value = readStored("sessionStorage", draftKey(form));
    if (body.value) form.closest("[data-write]")?.setAttribute("open", "");
    if (remember) {
      const known = readStored("localStorage", "y-kien ten");
      remember.hidden = false;
      remember.querySelector("input").checked = Boolean(known);
      if (!name.value) name.value = known;
    }
  }
  count(form);
}

async function noteBeginning(form) {
  const { luc } = form.elements;
  if (!luc || luc.value || !form.dataset.began) return;
  const { began } = form.dataset;
  delete form.dataset.began;
  try {
    luc.value = (await (await fetch(began)).json()).luc;
  } catch {
    // a form without its moment is as good
  }
}

document.addEventListener("input", ({ target }) => {
  const form = target.closest(FORM);
  if (!form) return;
  if (target.name === "body") {
    count(form);
    if (form.matches("[data-comment-form]")) writeStored("sessionStorage", draftKey(form), target.value);
  }
  const remember = form.querySelector("[data-remember] input");
  if (remember) writeStored("localStorage", "y-kien ten", remember.checked ? form.elements.name.value : "");
});
document.addEventListener("focusin", ({ target }) => {
  const form = target.closest(FORM);
  if (form) noteBeginning(form);
});
document.addEventListener("submit", ({ target }) => {
  if (target.matches("[data-comment-form]")) writeStored("sessionStorage", SENT, draftKey(target));
});
if (document.querySelector("[data-taken]")) {
  writeStored("sessionStorage", readStored("sessionStorage", SENT), "");
  writeStored("sessionStorage", SENT, "");
}
for (const form of document.querySelectorAll(FORM)) begin(form);
