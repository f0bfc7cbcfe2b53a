// Closes the panel of all sections with Escape, a click elsewhere, or when the focus leaves it.
for (const panel of document.querySelectorAll("[data-closes]")) {
  const close = () => panel.removeAttribute("open");

  panel.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !panel.open) return;
    close();
    panel.querySelector("summary").focus();
  });
  panel.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !panel.contains(relatedTarget)) close();
  });
  document.addEventListener("click", ({ target }) => {
    if (!panel.contains(target)) close();
  });
}
