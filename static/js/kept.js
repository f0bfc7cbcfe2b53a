// What this browser keeps. Storage may be forbidden, and then even to name it is an error.
export function kept(storage, key, value) {
  try {
    if (value === undefined) return window[storage].getItem(key) ?? "";
    if (value) window[storage].setItem(key, value);
    else window[storage].removeItem(key);
  } catch {
    // nothing is kept: what was asked for lasts as long as the page
  }
  return "";
}
