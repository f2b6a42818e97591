/**
 * What a customer has tried, for those who take over: a list at the support step, and a summary to copy.
 *
 * @typedef {import("../guided-help/core.js").Core} Core
 * @typedef {import("../guided-help/guide.js").Guide} Guide
 */

import { partOf } from "../guided-help/guide.js";
import { find } from "../guided-help/sections.js";

/**
 * Show what was tried. A customer who came straight to a support step has tried nothing here, but may have something at hand.
 *
 * @param {Guide} guide
 * @param {Core} core
 */
export function showTried(guide, { triedOn }) {
  const { current } = guide;
  const tried = current.dataset.kind === "support" ? triedOn(guide, guide.trail) : [];
  const items = tried.map((textContent) => Object.assign(document.createElement("li"), { textContent }));
  partOf(guide, "tries").replaceChildren(...items);
  if (items.length || current.querySelector("[data-prepare]")) find(current, ".guide__on").after(partOf(guide, "tried"));
  else partOf(guide, "tried").remove();
}

/**
 * What support has to know: the guide, what was tried and what is at hand (`parts/prepare.js`), and the step.
 *
 * @param {Guide} guide
 */
export function summaryOf(guide) {
  const tried = [...partOf(guide, "tries").children].map(({ textContent }) => textContent);
  const atHand = [...guide.current.querySelectorAll(/** @type {"li"} */ ("[data-at-hand]"))].map(({ dataset }) => dataset.atHand);
  const lines = [...tried, ...atHand].map((text, index) => `${index + 1}. ${text}`);
  return [guide.place.title, ...lines, guide.place.address.href].join("\n");
}
