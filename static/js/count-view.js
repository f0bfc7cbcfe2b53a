// Says that the article was opened: once for a tab, without a cookie.
import { readStored, writeStored } from "./browser-storage.js";

const address = document.querySelector("[data-count-view]")?.dataset.countView;
const key = `read ${address}`;

if (address && !navigator.webdriver && !readStored("sessionStorage", key)) {
  writeStored("sessionStorage", key, "1");
  fetch(address, { method: "POST", keepalive: true }).catch(() => {}); // a reading that is not counted is no harm
}
