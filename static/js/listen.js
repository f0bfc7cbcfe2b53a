// Reads the article aloud with a Vietnamese voice of this device. Without one, or with one that would send the text
// to a server, the button stays hidden.
const tool = document.querySelector("[data-listen]");
const speech = window.speechSynthesis;
const READ_ALOUD = ".article > h1, .article > .lead, .body > :is(p, h2, h3, h4, blockquote), .body > :is(ul, ol) > li";
const LONGEST = 200; // letters: some browsers fall silent in the middle of a longer piece

function findVoice() {
  return speech.getVoices().find(({ lang, localService }) => /^vi\b/i.test(lang.replace("_", "-")) && localService);
}

// Splits a text into pieces of whole sentences, at most LONGEST letters each.
function splitText(text) {
  const pieces = [];
  for (const sentence of text.match(/[^.!?;…]+[.!?;…”)]*\s*/g) ?? []) {
    if (pieces.length && pieces.at(-1).length + sentence.length <= LONGEST) pieces[pieces.length - 1] += sentence;
    else pieces.push(sentence);
  }
  return pieces;
}

function speak() {
  const words = [...document.querySelectorAll(READ_ALOUD)].flatMap(({ innerText }) => splitText(innerText));
  words.forEach((piece, number) => {
    const utterance = new SpeechSynthesisUtterance(piece);
    utterance.voice = findVoice();
    utterance.lang = utterance.voice.lang;
    if (number === words.length - 1) utterance.onend = () => setState("silent");
    speech.speak(utterance);
  });
}

function setState(state) {
  const [play, stop] = tool.querySelectorAll("button");
  tool.dataset.state = state;
  play.querySelector("span").textContent = play.dataset[state];
  stop.hidden = state === "silent";
}

function showTool() {
  if (findVoice()) tool.hidden = false;
}

if (tool && speech) {
  const [play, stop] = tool.querySelectorAll("button");
  play.addEventListener("click", () => {
    const { state } = tool.dataset;
    if (state === "playing") speech.pause();
    else if (state === "paused") speech.resume();
    else speak();
    setState(state === "playing" ? "paused" : "playing");
  });
  stop.addEventListener("click", () => {
    speech.cancel();
    setState("silent");
    play.focus();
  });
  window.addEventListener("pagehide", () => speech.cancel());
  speech.addEventListener?.("voiceschanged", showTool);
  showTool();
}
