/** What the tab remembers of guides. Storage may be blocked or full, and may hold what an older page wrote. */
const NAMESPACE = "guided-help:";

/** Remembers the link that led into another guide, for the way back; no tree has this id. */
export const CAME_FROM = "came-from";

/**
 * @param {string} key a tree's id, or `CAME_FROM`
 * @param {unknown} value
 */
export function remember(key, value) {
  try {
    sessionStorage.setItem(NAMESPACE + key, JSON.stringify(value));
  } catch {
    // The browser's history still has the trail.
  }
}

/**
 * @param {string} key
 * @returns {any} the value that was remembered under the key, or null
 */
export function recall(key) {
  try {
    return JSON.parse(sessionStorage.getItem(NAMESPACE + key) ?? "null");
  } catch {
    return null;
  }
}
