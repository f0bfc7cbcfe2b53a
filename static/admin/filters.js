/* Applies a filter when it is chosen and hides its button, which serves browsers without scripts. */
document.addEventListener("DOMContentLoaded", () => {
  for (const select of document.querySelectorAll("[data-filter]")) {
    select.form.querySelector("button").hidden = true;
    select.addEventListener("change", () => select.form.submit());
  }
});
