// "Print": the browser's own dialogue, with the print style sheet of the same page.
for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
  button.hidden = false;
}
