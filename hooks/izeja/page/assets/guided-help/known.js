/**
 * What is known about the customer, if the library has facts: the script for it is loaded only then, before the guide
 * begins, and gets what it needs of this one.
 *
 * @typedef {import("./guide.js").Guide} Guide
 * @typedef {ReturnType<typeof import("../parts/facts.js").start>} Facts
 */

import { CORE } from "./core.js";
import { importPart } from "./parts.js";

/**
 * @param {Guide} guide
 * @param {() => void} begin
 */
export function withFacts(guide, begin) {
  const { element } = guide;
  if (!element.dataset.facts) return begin();
  // The style sheet hides the steps meanwhile, as before this script has arrived.
  element.toggleAttribute("data-waits", true);
  importPart("facts")
    .then(
      (part) => (guide.facts = part.start(guide, CORE)),
      () => {
        // Without it, every question is asked.
      },
    )
    .then(() => {
      element.toggleAttribute("data-waits", false);
      begin();
    });
}
