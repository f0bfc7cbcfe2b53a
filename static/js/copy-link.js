// "Copy the link": the address of the article goes to the clipboard, and the page says so.
for (const button of navigator.clipboard ? document.querySelectorAll("[data-copy]") : []) {
  const said = button.parentElement.querySelector("[role=status]");

  button.addEventListener("click", async () => {
    said.textContent = "";
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      said.textContent = said.dataset.done;
    } catch {
      said.textContent = button.dataset.copy; // not allowed to copy: the reader can
    }
  });
  button.hidden = false;
}
