/**
 * The tools around a step: copy, share, the whole guide on one page, "yes, this helped".
 *
 * @typedef {import("./guide.js").Guide} Guide
 */

import { hidePart, partOf, report, say } from "./guide.js";
import { sectionAt } from "./history.js";
import { find, focusOn, hide } from "./sections.js";
import { titleOf } from "./step.js";
import { summaryOf } from "./support.js";
import { moveTo } from "./ways.js";

/**
 * Hide the tools that this browser has no means for.
 *
 * @param {Guide} guide
 */
export function hideUseless(guide) {
  const canShare = "share" in navigator;
  const canCopy = "clipboard" in navigator;
  partOf(guide, "copy").hidden = canShare || !canCopy;
  partOf(guide, "share").hidden = !canShare;
  partOf(guide, "copy-tried").hidden = !canCopy;
}

/**
 * What a click on each tool does, by the tool's name.
 *
 * @type {Record<string, (guide: Guide) => void>}
 */
export const TOOLS = {
  earlier: toggleEarlier,
  whole: showWhole,
  single: showSingle,
  copy: (guide) => copy(guide, guide.place.address.href, "link"),
  "copy-tried": (guide) => copy(guide, summaryOf(guide), "summary"),
  share,
};

/**
 * @param {Guide} guide
 * @param {string} text
 * @param {string} what
 */
function copy(guide, text, what) {
  navigator.clipboard.writeText(text).then(
    () => say(guide, what),
    () => {},
  );
}

/** @param {Guide} guide */
function share(guide) {
  navigator.share({ title: titleOf(guide), url: guide.place.address.href }).catch(() => {
    // The customer has changed their mind.
  });
}

/** @param {Guide} guide */
function toggleEarlier(guide) {
  const earlier = partOf(guide, "earlier");
  earlier.ariaExpanded = String(earlier.ariaExpanded === "false");
}

/** @param {Guide} guide */
function showWhole(guide) {
  guide.element.toggleAttribute("data-whole", true);
  for (const section of guide.sections.values()) hide(section, false);
  for (const name of ["trail", "back", "restart", "begin", "whole"]) hidePart(guide, name, true);
  hidePart(guide, "single", false);
  focusOn(find(guide.element, ".guide__title"));
  guide.element.scrollIntoView({ behavior: "instant" });
}

/** @param {Guide} guide */
function showSingle(guide) {
  guide.element.toggleAttribute("data-whole", false);
  for (const section of guide.sections.values()) hide(section, true);
  moveTo(guide, sectionAt(guide, guide.place.address) ?? guide.current);
}

/**
 * @param {Guide} guide
 * @param {HTMLElement} ask the line that asks whether this solved it
 */
export function thank(guide, ask) {
  report(guide, "solved", { solved: true });
  // The style sheet shows nothing else beside it, so what had the focus is gone.
  ask.append(partOf(guide, "thanks"));
  focusOn(ask);
}
