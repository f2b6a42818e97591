/**
 * What a customer has tried, for those who take over: a list at the support step, and a summary to copy.
 *
 * @typedef {import("./guide.js").Guide} Guide
 */

import { partOf } from "./guide.js";
import { find } from "./sections.js";
import { triedOn } from "./trail.js";

/** @param {Guide} guide */
export function showTried(guide) {
  const tried = guide.current.dataset.kind === "support" ? triedOn(guide, guide.trail) : [];
  if (!tried.length) return partOf(guide, "tried").remove();
  const items = tried.map((textContent) => Object.assign(document.createElement("li"), { textContent }));
  partOf(guide, "tries").replaceChildren(...items);
  find(guide.current, ".guide__on").after(partOf(guide, "tried"));
}

/**
 * What support has to know: the guide, what was tried and what is at hand (`parts/prepare.js`), and the step.
 *
 * @param {Guide} guide
 */
export function summaryOf(guide) {
  const lines = [...partOf(guide, "tries").children].map(({ textContent }, index) => `${index + 1}. ${textContent}`);
  return [guide.page.title, ...lines, location.href].join("\n");
}
