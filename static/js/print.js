// "Print": the browser's own dialogue, with the print style of the same page, once every photo is there.
for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", async () => {
    const photos = [...document.querySelectorAll(".body img")];
    for (const photo of photos) photo.loading = "eager";
    await Promise.allSettled(photos.map((photo) => photo.decode()));
    window.print();
  });
  button.hidden = false;
}
