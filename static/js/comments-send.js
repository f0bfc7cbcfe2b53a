// Sends a comment without leaving the page. The answer is either the page of the comment, or the form again as the
// server has written it, with what is wrong. What this tab has sent and waits is shown to it alone.
import { begin, forget } from "./comments-form.js";
import { readStored, writeStored } from "./browser-storage.js";

const section = document.querySelector("[data-comments]");
const said = section?.querySelector("[data-sent]");
const KEY = `y-kien cua-toi ${section?.dataset.comments}`;

function own() {
  return JSON.parse(readStored("sessionStorage", KEY) || "[]");
}

function keep(comments) {
  writeStored("sessionStorage", KEY, JSON.stringify(comments));
}

function show({ status, name, body }) {
  const template = section.querySelector("[data-own]");
  const comment = template.content.cloneNode(true);
  comment.querySelector(".name").textContent = name;
  comment.querySelector(".words").textContent = body;
  comment.querySelector("a").href = status;
  template.after(comment);
}

function say(words) {
  said.textContent = words;
}

async function send(form) {
  const sent = new FormData(form);
  const button = form.querySelector("button");
  button.disabled = true;
  say("");
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(sent),
      headers: { accept: "application/json" },
    });
    const result = await answer.json();
    if (answer.status === 200) lookAt(form, result.status);
    else if (answer.ok) taken(form, result.status, sent);
    else if (result.form) again(form, result.form);
    else say(result.sentence);
  } catch {
    say(said.dataset.failed);
  }
  button.disabled = false;
}

function taken(form, status, sent) {
  const comment = { status, name: sent.get("name").trim(), body: sent.get("body").trim() };
  forget(form);
  form.elements.body.value = "";
  form.elements.consent.checked = false;
  form.elements.luc.value = "";
  form.querySelector("[data-summary]")?.remove();
  begin(form);
  form.closest("[data-write]").removeAttribute("open");
  if (!own().some((one) => one.status === status)) {
    keep([...own(), comment]);
    show(comment);
  }
  say(said.dataset.received);
  said.scrollIntoView({ block: "nearest" });
}

/* It was received before: its own page says so, and when. */
function lookAt(form, status) {
  forget(form);
  location.assign(status);
}

function again(form, html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const fresh = document.importNode(page.querySelector("form"), true);
  form.replaceWith(fresh);
  begin(fresh);
  fresh.querySelector("[data-summary]")?.focus();
}

async function stillWaits({ status }) {
  const answer = await fetch(status, { headers: { accept: "application/json" } });
  return answer.ok && (await answer.json()).author_status === "waiting";
}

if (section && said) {
  section.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-comment-form]")) return;
    event.preventDefault();
    send(event.target);
  });
  const waiting = await Promise.all(own().map(async (one) => ((await stillWaits(one)) ? one : null)));
  keep(waiting.filter(Boolean));
  waiting.filter(Boolean).forEach(show);
}
