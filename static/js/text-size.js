// The size of an article's text, remembered in this browser alone. The sizes themselves are CSS (tokens.css).
const KEY = "text-size";
const NORMAL = "2";
const root = document.documentElement;

function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // storage is forbidden: the choice lasts as long as the page
  }
}

function remember(size) {
  try {
    localStorage.setItem(KEY, size);
  } catch {
    // as above
  }
}

function choose(size) {
  root.dataset.textSize = size;
  for (const button of document.querySelectorAll("[data-size]")) {
    button.setAttribute("aria-pressed", String(button.dataset.size === size));
  }
}

const known = remembered();
choose(/^[1-5]$/.test(known) ? known : NORMAL);
for (const tool of document.querySelectorAll("[data-text-sizes]")) {
  tool.addEventListener("click", ({ target }) => {
    const size = target.closest("[data-size]")?.dataset.size;
    if (!size) return;
    choose(size);
    remember(size);
  });
  tool.hidden = false;
}
