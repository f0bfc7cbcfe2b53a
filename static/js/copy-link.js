// The button "Copy the link" copies the URL of the article, and a status line confirms it.
for (const button of navigator.clipboard ? document.querySelectorAll("[data-copy]") : []) {
  const status = button.parentElement.querySelector("[role=status]");

  button.addEventListener("click", async () => {
    status.textContent = "";
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      status.textContent = status.dataset.done;
    } catch {
      status.textContent = button.dataset.copy; // copying is not allowed: show the URL instead
    }
  });
  button.hidden = false;
}
