// Reads the article aloud with a Vietnamese voice of this device. Where there is none, or only one that would send
// the text to somebody's server, the button stays hidden.
const tool = document.querySelector("[data-listen]");
const speech = window.speechSynthesis;
const READ = ".article > h1, .article > .lead, .body > :is(p, h2, h3, h4, blockquote), .body > :is(ul, ol) > li";
const LONGEST = 200; // letters: some browsers fall silent in the middle of a longer piece

function voice() {
  return speech.getVoices().find(({ lang, localService }) => /^vi\b/i.test(lang.replace("_", "-")) && localService);
}

// Sentences, joined as long as they stay short.
function pieces(text) {
  const found = [];
  for (const sentence of text.match(/[^.!?;…]+[.!?;…”)]*\s*/g) ?? []) {
    if (found.length && found.at(-1).length + sentence.length <= LONGEST) found[found.length - 1] += sentence;
    else found.push(sentence);
  }
  return found;
}

function begin() {
  const words = [...document.querySelectorAll(READ)].flatMap(({ innerText }) => pieces(innerText));
  words.forEach((piece, number) => {
    const utterance = new SpeechSynthesisUtterance(piece);
    utterance.voice = voice();
    utterance.lang = utterance.voice.lang;
    if (number === words.length - 1) utterance.onend = () => show("silent");
    speech.speak(utterance);
  });
}

function show(state) {
  const [play, stop] = tool.querySelectorAll("button");
  tool.dataset.state = state;
  play.querySelector("span").textContent = play.dataset[state];
  stop.hidden = state === "silent";
}

function offer() {
  if (voice()) tool.hidden = false;
}

if (tool && speech) {
  const [play, stop] = tool.querySelectorAll("button");
  play.addEventListener("click", () => {
    const { state } = tool.dataset;
    if (state === "playing") speech.pause();
    else if (state === "paused") speech.resume();
    else begin();
    show(state === "playing" ? "paused" : "playing");
  });
  stop.addEventListener("click", () => {
    speech.cancel();
    show("silent");
    play.focus();
  });
  window.addEventListener("pagehide", () => speech.cancel());
  speech.addEventListener?.("voiceschanged", offer);
  offer();
}
