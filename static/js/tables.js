// Makes wide tables focusable, so that the arrow keys scroll them.
const tables = document.querySelectorAll(".body table");

function mark() {
  for (const table of tables) {
    if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
    else table.removeAttribute("tabindex");
  }
}

mark();
window.addEventListener("resize", mark);
