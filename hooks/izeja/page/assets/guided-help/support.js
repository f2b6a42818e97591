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
  const { current } = guide;
  const tried = current.dataset.kind === "support" ? triedOn(guide, guide.trail) : [];
  const part = partOf(guide, "tried");
  if (!tried.length && !current.querySelector("[data-prepare]")) return part.remove();
  const items = tried.map((textContent) => Object.assign(document.createElement("li"), { textContent }));
  partOf(guide, "tries").replaceChildren(...items);
  find(part, "div").hidden = !tried.length;
  find(current, ".guide__contacts").after(part);
}

/**
 * What support has to know: the guide, what was tried and prepared, and the address of the step.
 *
 * @param {Guide} guide
 */
export function summaryOf(guide) {
  const tried = triedOn(guide, guide.trail).map((text, index) => `${index + 1}. ${text}`);
  const prepared = guide.current.querySelector(/** @type {"p"} */ ("[data-prepare]"))?.dataset.prepare;
  return [guide.page.title, ...tried, prepared, location.href].filter(Boolean).join("\n");
}
