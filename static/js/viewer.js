// Shows the photos of an article large, one after the other (arrows, swipes, Escape). Without script they are links.
const template = document.querySelector("[data-viewer]");
const links = [...document.querySelectorAll(".body .larger")];
const FAR = 40; // pixels that make a swipe

function open(at) {
  const viewer = template.content.querySelector("dialog").cloneNode(true);
  const [photo, caption, place] = ["img", "[data-caption]", "[data-place]"].map((part) => viewer.querySelector(part));
  const [previous, next] = ["[data-previous]", "[data-next]"].map((part) => viewer.querySelector(part));
  let from = null;

  function show(number) {
    at = (number + links.length) % links.length;
    const small = links[at].querySelector("img");
    photo.src = links[at].href;
    photo.alt = small.alt;
    [photo.width, photo.height] = [small.width, small.height];
    caption.textContent = links[at].closest("figure")?.querySelector("figcaption")?.innerText ?? "";
    place.textContent = `${at + 1} / ${links.length}`;
  }

  previous.hidden = next.hidden = links.length < 2;
  previous.addEventListener("click", () => show(at - 1));
  next.addEventListener("click", () => show(at + 1));
  viewer.querySelector("[data-close]").addEventListener("click", () => viewer.close());
  viewer.addEventListener("keydown", ({ key }) => {
    if (key === "ArrowLeft") show(at - 1);
    if (key === "ArrowRight") show(at + 1);
  });
  viewer.addEventListener("touchstart", ({ touches }) => {
    from = touches.length === 1 ? touches[0].clientX : null; // two fingers enlarge
  });
  viewer.addEventListener("touchend", ({ changedTouches }) => {
    const way = from === null ? 0 : changedTouches[0].clientX - from;
    if (Math.abs(way) > FAR) show(at - Math.sign(way));
  });
  viewer.addEventListener("click", ({ target }) => {
    if (target === viewer) viewer.close(); // beside the photo
  });
  viewer.addEventListener("close", () => {
    viewer.remove();
    links[at].focus();
  });
  document.body.append(viewer);
  show(at);
  viewer.showModal();
}

if (template) {
  links.forEach((link, number) => {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // wanted in a tab of its own
      event.preventDefault();
      open(number);
    });
  });
}
