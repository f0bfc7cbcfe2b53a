// Sets the text size of articles and stores it in this browser. The sizes are in tokens.css.
import { readStored, writeStored } from "./browser-storage.js";

const KEY = "text-size";
const NORMAL = "2";
const root = document.documentElement;

function choose(size) {
  root.dataset.textSize = size;
  for (const button of document.querySelectorAll("[data-size]")) {
    button.setAttribute("aria-pressed", String(button.dataset.size === size));
  }
}

const known = readStored("localStorage", KEY);
choose(/^[1-5]$/.test(known) ? known : NORMAL);
for (const tool of document.querySelectorAll("[data-text-sizes]")) {
  tool.addEventListener("click", ({ target }) => {
    const size = target.closest("[data-size]")?.dataset.size;
    if (!size) return;
    choose(size);
    writeStored("localStorage", KEY, size);
  });
  tool.hidden = false;
}
