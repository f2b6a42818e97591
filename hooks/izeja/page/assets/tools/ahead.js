/**
 * Prepares the next step once a customer points at an answer or has tabbed to it, so that a click needs only to paint it.
 *
 * @typedef {import("../guided-help/core.js").Core} Core
 * @typedef {import("../guided-help/guide.js").Guide} Guide
 */

import { hidePart, partOf } from "../guided-help/guide.js";
import { headingOf, makeFocusable } from "../guided-help/sections.js";

/**
 * Lay out the step that a way on leads to, and the entry that it would add to the trail.
 *
 * @param {Guide} guide
 * @param {HTMLAnchorElement} link
 * @param {Core} core
 */
export function lookAhead(guide, link, { pastStep, sectionAt }) {
  const item = pastStep(guide, link);
  if (!guide.trail.length) rehearse(guide, item);
  if (!CSS.supports("content-visibility", "hidden")) return;
  const section = sectionAt(guide, link);
  if (!section) return;
  section.dataset.ready = "";
  makeFocusable(headingOf(section));
  headingOf(section).getBoundingClientRect(); // hidden content is laid out only when its size is asked for
}

/**
 * Lay out a trail, unseen, before there is one: its fonts take longer to load than a step.
 *
 * @param {Guide} guide
 * @param {HTMLElement} item
 */
function rehearse(guide, item) {
  const show = (/** @type {boolean} */ isShown) => {
    hidePart(guide, "trail", !isShown);
    partOf(guide, "way").replaceChildren(...(isShown ? [item] : []));
  };
  show(true);
  partOf(guide, "way").getBoundingClientRect();
  show(false);
}
