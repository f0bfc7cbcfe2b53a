// Submits a comment without leaving the page. The server answers with the URL of the status page, or with the form and
// its errors. Comments that this tab has sent and that still wait are shown in this tab only.
import { deleteDraft, initForm } from "./comments-form.js";
import { readStored, writeStored } from "./browser-storage.js";

const section = document.querySelector("[data-comments]");
const message = section?.querySelector("[data-status-message]");
const KEY = `y-kien cua-toi ${section?.dataset.comments}`;

function readPending() {
  return JSON.parse(readStored("sessionStorage", KEY) || "[]");
}

function storePending(comments) {
  writeStored("sessionStorage", KEY, JSON.stringify(comments));
}

function showPending({ status, name, body }) {
  const template = section.querySelector("[data-pending-template]");
  const comment = template.content.cloneNode(true);
  comment.querySelector(".name").textContent = name;
  comment.querySelector(".comment-text").textContent = body;
  comment.querySelector("a").href = status;
  template.after(comment);
}

function announce(text) {
  message.textContent = text;
}

async function send(form) {
  const sent = new FormData(form);
  const button = form.querySelector("button");
  button.disabled = true;
  announce("");
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(sent),
      headers: { accept: "application/json" },
    });
    const result = await answer.json();
    if (answer.status === 200) openStatusPage(form, result.status);
    else if (answer.ok) onReceived(form, result.status, sent);
    else if (result.form) replaceForm(form, result.form);
    else announce(result.sentence);
  } catch {
    announce(message.dataset.failed);
  }
  button.disabled = false;
}

function onReceived(form, status, sent) {
  const comment = { status, name: sent.get("name").trim(), body: sent.get("body").trim() };
  deleteDraft(form);
  form.elements.body.value = "";
  form.elements.consent.checked = false;
  form.elements.luc.value = "";
  form.querySelector("[data-form-errors]")?.remove();
  initForm(form);
  form.closest("[data-write-comment]").removeAttribute("open");
  if (!readPending().some((one) => one.status === status)) {
    storePending([...readPending(), comment]);
    showPending(comment);
  }
  announce(message.dataset.received);
  message.scrollIntoView({ block: "nearest" });
}

// A repeated comment: its status page says that it was received before.
function openStatusPage(form, status) {
  deleteDraft(form);
  location.assign(status);
}

function replaceForm(form, html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const fresh = document.importNode(page.querySelector("form"), true);
  form.replaceWith(fresh);
  initForm(fresh);
  fresh.querySelector("[data-form-errors]")?.focus();
}

async function isWaiting({ status }) {
  const answer = await fetch(status, { headers: { accept: "application/json" } });
  return answer.ok && (await answer.json()).author_status === "waiting";
}

if (section && message) {
  section.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-comment-form]")) return;
    event.preventDefault();
    send(event.target);
  });
  const waiting = await Promise.all(readPending().map(async (one) => ((await isWaiting(one)) ? one : null)));
  storePending(waiting.filter(Boolean));
  waiting.filter(Boolean).forEach(showPending);
}
