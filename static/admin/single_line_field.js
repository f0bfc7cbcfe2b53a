/* A title wraps on screen but is one line: Enter does not break it. */
document.addEventListener("DOMContentLoaded", () => {
  for (const field of document.querySelectorAll("[data-single-line]")) {
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.isComposing) event.preventDefault();
    });
  }
});
