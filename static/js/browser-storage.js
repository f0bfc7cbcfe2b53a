// Reads and writes localStorage and sessionStorage. A browser may forbid them: then even naming one is an error.
export function readStored(storage, key) {
  try {
    return window[storage].getItem(key) ?? "";
  } catch {
    return "";
  }
}

// An empty value deletes the key.
export function writeStored(storage, key, value) {
  try {
    if (value) window[storage].setItem(key, value);
    else window[storage].removeItem(key);
  } catch {
    // Nothing is stored: the choice lasts as long as the page.
  }
}
