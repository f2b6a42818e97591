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

/** @param {Guide} guide */
export function summaryOf(guide) {
  const tried = triedOn(guide, guide.trail).map((text, index) => `${index + 1}. ${text}`);
  return [guide.page.title, ...tried, location.href].join("\n");
}
