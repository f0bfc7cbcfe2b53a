// A table that is wider than the column scrolls in its own box: let the arrow keys reach it.
const tables = document.querySelectorAll(".body table");

function mark() {
  for (const table of tables) {
    if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
    else table.removeAttribute("tabindex");
  }
}

mark();
window.addEventListener("resize", mark);
