/**
 * Prepares the next step while the customer reads, so that it needs only to be painted.
 *
 * @typedef {import("../guided-help/core.js").Core} Core
 * @typedef {import("../guided-help/guide.js").Guide} Guide
 */

import { hidePart, partOf } from "../guided-help/guide.js";
import { headingOf, makeFocusable, waysOf } from "../guided-help/sections.js";

/**
 * Lay out the steps that the ways on lead to, and the entries that they would add to the trail.
 *
 * @param {Guide} guide
 * @param {Core} core
 */
export function lookAhead(guide, { pastStep, sectionAt }) {
  const ways = waysOf(guide.current);
  const items = ways.map((link) => pastStep(guide, link));
  if (!guide.trail.length) rehearse(guide, items);
  if (!CSS.supports("content-visibility", "hidden")) return;
  for (const section of [guide.current, ...ways.map((link) => sectionAt(guide, link))]) {
    if (!section || "ready" in section.dataset) continue;
    section.dataset.ready = "";
    makeFocusable(headingOf(section));
    headingOf(section).getBoundingClientRect(); // hidden content is laid out only when its size is asked for
  }
}

/**
 * Lay out a trail, unseen, before there is one: its fonts take longer to load than a step.
 *
 * @param {Guide} guide
 * @param {HTMLElement[]} items
 */
function rehearse(guide, items) {
  const { element } = guide;
  const isBegun = element.hasAttribute("data-begun");
  const show = (/** @type {boolean} */ isShown) => {
    element.toggleAttribute("data-begun", isShown || isBegun);
    hidePart(guide, "trail", !isShown);
    partOf(guide, "way").replaceChildren(...(isShown ? items : []));
  };
  show(true);
  partOf(guide, "way").getBoundingClientRect();
  show(false);
}
