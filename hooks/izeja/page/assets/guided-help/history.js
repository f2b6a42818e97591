/** Where a guide is: the section that an address leads to, and the entry in the browser's history. */

/**
 * What a guide keeps in an entry: the section, the one shown before it ("" if that was on another page), the trail, and
 * after a change of an answer the later answers that may still hold.
 *
 * @typedef {import("./guide.js").Guide} Guide
 * @typedef {import("./guide.js").Past} Past
 * @typedef {{node: string, previous: string, trail: Past[], later?: Past[]}} Entry
 */

import { startOf } from "./guide.js";

/**
 * The entry as it was kept, of any form: pages of other versions and other scripts write into the history, too.
 *
 * @param {Guide} guide
 * @returns {Partial<Entry> | null | undefined}
 */
export function entryOf({ element, place }) {
  return place.entries?.[element.tree];
}

/**
 * Add an entry to the browser's history, or write into the one that is there. It keeps those of the other guides on the
 * page.
 *
 * @param {Guide} guide
 * @param {Entry} entry
 * @param {string} [here] the address of the one that is there
 */
export function enter({ element, place }, entry, here) {
  place.enter({ ...place.entries, [element.tree]: entry }, here ?? `#${entry.node}`, !here);
}

/**
 * The section that an address leads to; null when it leads to something else.
 *
 * @param {Guide} guide
 * @param {{origin: string, pathname: string, hash: string}} address
 * @returns {HTMLElement | null}
 */
export function sectionAt(guide, { origin, pathname, hash }) {
  const { element, place } = guide;
  if (origin !== place.address.origin || pathname !== place.path) return null;
  const id = CSS.escape(hash.slice(1));
  const root = /** @type {ParentNode & Node} */ (element.getRootNode());
  const target = id && (root.querySelector(`#${id}`) ?? root.querySelector(`[name="${id}"]`));
  if (!target) return startOf(guide);
  return element.contains(target) ? target.closest("section[data-kind]") : null;
}

/**
 * The section that the address leads to, or this guide's own when it leads to another guide of the page.
 *
 * @param {Guide} guide
 * @returns {HTMLElement | null | undefined}
 */
export function sectionNow(guide) {
  const isOther = Boolean(guide.place.entries);
  return sectionAt(guide, guide.place.address) ?? guide.sections.get(entryOf(guide)?.node ?? "") ?? (isOther ? startOf(guide) : null);
}
