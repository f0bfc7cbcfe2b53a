// Reports a view of the article, once for a tab, without a cookie.
import { readStored, writeStored } from "./browser-storage.js";

const address = document.querySelector("[data-count-view]")?.dataset.countView;
const key = `view ${address}`;

if (address && !navigator.webdriver && !readStored("sessionStorage", key)) {
  writeStored("sessionStorage", key, "1");
  fetch(address, { method: "POST", keepalive: true }).catch(() => {}); // an uncounted view does no harm
}
