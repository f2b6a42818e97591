/**
 * Questions with several answers: the customer ticks them, and the first that is ticked leads on.
 *
 * @typedef {import("./guide.js").Guide} Guide
 * @typedef {import("./guide.js").Past} Past
 */

import { find, sectionOf, waysOf } from "./sections.js";

/**
 * The boxes of a question, each with the place of its answer.
 *
 * @param {Element | undefined} section
 */
function boxesOf(section) {
  const boxes = section?.querySelectorAll(/** @type {"input"} */ ("[type=checkbox]")) ?? [];
  return [...boxes].map((box) => ({ box, place: Number(box.value) }));
}

/**
 * The places of the answers that are ticked.
 *
 * @param {Element} section
 */
export function ticksIn(section) {
  return boxesOf(section).flatMap(({ box, place }) => (box.checked ? [place] : []));
}

/**
 * Go where the ticks lead: to the first answer that is ticked, or the one for none. Other forms have a part, which may
 * still be on its way.
 *
 * @param {Guide} _guide
 * @param {SubmitEvent} event
 */
export function onTicked(_guide, event) {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (form.dataset.kind) {
    form.dataset.sent = "";
    return;
  }
  const ways = waysOf(sectionOf(form));
  (ways[ticksIn(form)[0]] ?? ways.find(({ dataset }) => "none" in dataset))?.click();
}

/**
 * A step of a trail with what was ticked there, if this guide has that.
 *
 * @param {Guide} guide
 * @param {Past} past of which only the answer has been checked
 * @returns {Past}
 */
export function withTicks({ sections }, { node, answer, ticked: kept }) {
  const places = boxesOf(sections.get(node)).map(({ place }) => place);
  const ticked = places.filter((place) => Array.isArray(kept) && kept.includes(place));
  return ticked[0] === answer ? { node, answer, ticked } : { node, answer };
}

/**
 * Tick what was ticked.
 *
 * @param {Guide} guide
 * @param {Past} past
 */
export function showTicks({ sections }, { node, ticked = [] }) {
  for (const { box, place } of boxesOf(sections.get(node))) box.checked = ticked.includes(place);
}

/**
 * The texts of all answers that were ticked, beside each other.
 *
 * @param {Element} section
 * @param {number[]} ticked
 */
export function textOf(section, ticked) {
  const ways = waysOf(section);
  return ticked.map((place) => find(ways[place], "[data-text]").textContent).join("; ");
}
