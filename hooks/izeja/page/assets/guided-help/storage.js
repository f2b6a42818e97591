/**
 * What the tab remembers of guides. Storage may be blocked or full. What it holds may come from an older page, from
 * another script or from somebody who means harm, so whatever is read must be checked by those who use it: each takes
 * only what this guide can have.
 */
const NAMESPACE = "guided-help:";
const MOST_TEXTS = 99;
const LONGEST_TEXT = 999;

/**
 * @param {string} key a tree's id, or anything that none can be
 * @param {unknown} value
 */
export function remember(key, value) {
  const text = JSON.stringify(value);
  try {
    // To write takes longer than to read.
    if (sessionStorage.getItem(NAMESPACE + key) !== text) sessionStorage.setItem(NAMESPACE + key, text);
  } catch {
    // The browser's history still has the trail.
  }
}

/**
 * @param {string} key
 * @returns {any} what is kept under the key, of any form; null if that is nothing
 */
export function recall(key) {
  try {
    return JSON.parse(sessionStorage.getItem(NAMESPACE + key) ?? "null");
  } catch {
    return null;
  }
}

/**
 * What is a text of a list, up to as many and as long as a guide can have.
 *
 * @param {unknown} kept
 * @returns {string[]}
 */
export function textsOf(kept) {
  const texts = Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : [];
  return texts.slice(-MOST_TEXTS).map((text) => text.slice(0, LONGEST_TEXT));
}

/**
 * An address, if it is one of the same site. A script (`javascript:`) has an origin too: on a page without one.
 *
 * @param {string} kept
 * @param {URL | Location} site an address of it
 * @returns {string | undefined}
 */
export function addressOf(kept, site) {
  try {
    const { origin, protocol, href } = new URL(kept);
    return origin === site.origin && protocol === site.protocol ? href : undefined;
  } catch {
    return undefined;
  }
}
