// The button "Print" opens the print dialogue of the browser once all photos are loaded.
for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", async () => {
    const photos = [...document.querySelectorAll(".body img")];
    for (const photo of photos) photo.loading = "eager";
    await Promise.allSettled(photos.map((photo) => photo.decode()));
    window.print();
  });
  button.hidden = false;
}
