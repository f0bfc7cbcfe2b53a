// Says that the article was opened: once for a tab, without a cookie.
const address = document.querySelector("[data-count-read]")?.dataset.countRead;
const key = `read ${address}`;

if (address && !navigator.webdriver && !sessionStorage.getItem(key)) {
  sessionStorage.setItem(key, "1");
  fetch(address, { method: "POST", keepalive: true }).catch(() => {}); // a reading that is not counted is no harm
}
