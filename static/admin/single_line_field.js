/* Ignores Enter in a field of one line that wraps on screen, such as the title. */
document.addEventListener("DOMContentLoaded", () => {
  for (const field of document.querySelectorAll("[data-single-line]")) {
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.isComposing) event.preventDefault();
    });
  }
});
