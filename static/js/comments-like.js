// Likes a comment without leaving the page and updates its count. On any failure the form is posted as usual.
document.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-like]");
  if (!form) return;
  event.preventDefault();
  try {
    const answer = await fetch(form.action, { method: "POST", headers: { accept: "application/json" } });
    const { likes } = await answer.json();
    form.querySelector(".count").textContent = `(${likes.toLocaleString("vi")})`;
    form.querySelector("button").setAttribute("aria-pressed", "true");
  } catch {
    form.submit();
  }
});
