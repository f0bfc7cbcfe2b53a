// Says that the article was opened: once for a tab, without a cookie.
import { kept } from "./kept.js";

const address = document.querySelector("[data-count-read]")?.dataset.countRead;
const key = `read ${address}`;

if (address && !navigator.webdriver && !kept("sessionStorage", key)) {
  kept("sessionStorage", key, "1");
  fetch(address, { method: "POST", keepalive: true }).catch(() => {}); // a reading that is not counted is no harm
}
