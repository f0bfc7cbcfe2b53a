/* A filter takes effect when it is chosen; its button is for those without script. */
document.addEventListener("DOMContentLoaded", () => {
  for (const select of document.querySelectorAll("[data-filter]")) {
    select.form.querySelector("button").hidden = true;
    select.addEventListener("change", () => select.form.submit());
  }
});
