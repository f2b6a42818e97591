/**
 * Questions with several answers: the customer ticks them, and the first that is ticked leads on.
 *
 * @typedef {import("./guide.js").Guide} Guide
 * @typedef {import("./guide.js").Past} Past
 */

import { find, waysOf } from "./sections.js";

/** @param {Element | null | undefined} section */
function boxesOf(section) {
  return [...(section?.querySelectorAll(/** @type {"input"} */ (".guide__ticks input")) ?? [])];
}

/**
 * The answer that the ticks lead to: the first that is ticked, or the one for none.
 *
 * @param {Element} section
 */
export function firstTicked(section) {
  const [first] = ticksIn(section);
  return waysOf(section).find(({ dataset }, index) => (first === undefined ? "none" in dataset : index === first));
}

/**
 * The places of the answers that are ticked.
 *
 * @param {Element} section
 */
export function ticksIn(section) {
  return boxesOf(section).flatMap(({ checked, value }) => (checked ? [Number(value)] : []));
}

/**
 * A step of a trail with what was ticked there, if that is several answers which this guide has.
 *
 * @param {Guide} guide
 * @param {Past} past of which only the answer has been checked
 * @returns {Past}
 */
export function withTicks({ sections }, { node, answer, ticked: kept }) {
  const places = boxesOf(sections.get(node)).map(({ value }) => Number(value));
  const ticked = places.filter((place) => Array.isArray(kept) && kept.includes(place));
  return ticked.length > 1 && ticked[0] === answer ? { node, answer, ticked } : { node, answer };
}

/**
 * Tick what was ticked.
 *
 * @param {Guide} guide
 * @param {Past} past
 */
export function showTicks({ sections }, { node, answer, ticked = [answer] }) {
  for (const box of boxesOf(sections.get(node))) box.checked = ticked.includes(Number(box.value));
}

/**
 * The texts of all answers that were ticked, beside each other.
 *
 * @param {Element} section
 * @param {number[]} ticked
 */
export function textOf(section, ticked) {
  const ways = waysOf(section);
  return ticked.map((index) => find(ways[index], "[data-text]").textContent).join("; ");
}
