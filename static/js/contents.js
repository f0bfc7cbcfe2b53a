// Where there is room, the table of contents stands open.
for (const contents of document.querySelectorAll("[data-contents]")) {
  contents.open = window.matchMedia("(min-width: 48rem)").matches;
}
