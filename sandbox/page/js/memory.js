/** What the viewer chose, kept in localStorage; a browser that forbids it simply forgets. */
const PREFIX = "sandbox.";

/** Read a remembered value, or the fallback. */
export function recall(key, fallback) {
  try {
    const raw = localStorage.getItem(PREFIX + key);
    return raw === null ? fallback : JSON.parse(raw);
  } catch {
    return fallback;
  }
}

/** Remember a value; null forgets it. */
export function remember(key, value) {
  try {
    if (value === null) localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    /* private windows may refuse storage */
  }
}
