// Opens the table of contents on wide screens.
for (const contents of document.querySelectorAll("[data-contents]")) {
  contents.open = window.matchMedia("(min-width: 48rem)").matches;
}
