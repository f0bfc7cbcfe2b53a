/* Counts the syllables of a field and marks a count above its recommended limit. */
document.addEventListener("DOMContentLoaded", () => {
  for (const field of document.querySelectorAll("[data-syllable-limit]")) {
    const limit = Number(field.dataset.syllableLimit);
    const words = interpolate(gettext("%s syllables at most"), [limit]);
    const note = document.createElement("p");
    note.className = "counter";
    note.setAttribute("role", "status");
    field.after(note);

    const count = () => {
      // Like count_syllables on the server: parts between spaces with a letter or a digit.
      const number = field.value.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
      note.textContent = `${number} / ${words}`;
      note.classList.toggle("over", number > limit);
    };
    field.addEventListener("input", count);
    count();
  }
});
