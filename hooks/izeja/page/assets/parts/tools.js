/**
 * What is around a step, and what no first step shows: copy, share, the whole guide on one page, "yes, this helped", the
 * answer that was given before, what support is told. A guide leads on without it.
 *
 * @typedef {import("../guided-help/core.js").Core} Core
 * @typedef {import("../guided-help/element.js").On} On
 * @typedef {import("../guided-help/guide.js").Guide} Guide
 * @typedef {ReturnType<typeof start>} Tools
 */

import { hidePart, partOf, report, say } from "../guided-help/guide.js";
import { find, focusOn, hide } from "../guided-help/sections.js";
import { lookAhead } from "../tools/ahead.js";
import { showTried, summaryOf } from "../tools/support.js";

/** Signs of 24 by 24, beside the words of the tools. No page without a script has them. @type {Record<string, string>} */
const SIGNS = {
  earlier: "M7.41 8.58 12 13.17l4.59-4.59L18 10l-6 6-6-6z",
  given: "M21 7 9 19l-5.5-5.5 1.41-1.41L9 16.17 19.59 5.59z",
  copy: "M19 21H8V7h11m0-2H8a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h11a2 2 0 0 0 2-2V7a2 2 0 0 0-2-2m-3-4H4a2 2 0 0 0-2 2v14h2V3h12z",
  share: "m21 12-7-7v4C7 10 4 15 3 20c2.5-3.5 6-5.1 11-5.1V19z",
};

/**
 * Put the tools where they belong on the page.
 *
 * @param {Guide} guide
 * @param {Core} core
 * @param {On} on
 */
export function start(guide, core, on) {
  const { element } = guide;
  for (const [name, shape] of Object.entries({ ...SIGNS, "copy-tried": SIGNS.copy })) partOf(guide, name).prepend(sign(guide, shape));
  find(element, ".guide__views").append(...["copy", "share", "whole", "single"].map((name) => partOf(guide, name)));
  hideUseless(guide);
  // These have their places from the start.
  for (const button of element.querySelectorAll(/** @type {"button"} */ ("[data-part]:disabled"))) button.disabled = false;
  for (const yes of element.querySelectorAll("[data-part=yes]")) {
    on(yes, "click", () => thank(guide, /** @type {HTMLElement} */ (yes.parentElement)));
  }
  for (const [name, use] of Object.entries(TOOLS)) on(partOf(guide, name), "click", () => use(guide, core));
  for (const type of ["pointerover", "focusin"]) on(element, type, (_, { target }) => expect(guide, core, target));

  const tools = {
    /** Show what belongs to the step. */
    show() {
      partOf(guide, "thanks").remove();
      hidePart(guide, "single", true);
      hidePart(guide, "whole", false);
      showGiven(guide, core);
      showTried(guide, core);
    },

    /** Do what no frame shows. */
    settle() {
      for (const one of guide.element.querySelectorAll("[data-ready]")) one.removeAttribute("data-ready");
      markMeanings(guide);
    },
  };
  tools.show();
  tools.settle();
  return tools;
}

/**
 * Prepare for a click on a way on that a customer points at.
 *
 * @param {Guide} guide
 * @param {Core} core
 * @param {Element} target
 */
function expect(guide, core, target) {
  const link = /** @type {HTMLAnchorElement | null} */ (target.closest("[data-answer], [data-unsolved]"));
  // What has an entry for the trail has been prepared, or chosen before.
  if (link && !guide.pastSteps.has(link)) core.whenIdle(() => lookAhead(guide, link, core));
}

/**
 * A sign with another shape than that of "Start over".
 *
 * @param {Guide} guide
 * @param {string} shape
 */
function sign(guide, shape) {
  const svg = find(partOf(guide, "restart"), "svg").cloneNode(true);
  find(/** @type {HTMLElement} */ (svg), "path").setAttribute("d", shape);
  return svg;
}

/**
 * Hide the tools that this browser has no means for.
 *
 * @param {Guide} guide
 */
function hideUseless(guide) {
  const canShare = "share" in navigator;
  const canCopy = "clipboard" in navigator;
  partOf(guide, "copy").hidden = canShare || !canCopy;
  partOf(guide, "share").hidden = !canShare;
  partOf(guide, "copy-tried").hidden = !canCopy;
}

/**
 * What a click on each tool does, by the tool's name.
 *
 * @type {Record<string, (guide: Guide, core: Core) => void>}
 */
const TOOLS = {
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

/**
 * @param {Guide} guide
 * @param {Core} core
 */
function share(guide, { titleOf }) {
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

/**
 * @param {Guide} guide
 * @param {Core} core
 */
function showSingle(guide, { moveTo, sectionAt }) {
  guide.element.toggleAttribute("data-whole", false);
  for (const section of guide.sections.values()) hide(section, true);
  moveTo(guide, sectionAt(guide, guide.place.address) ?? guide.current);
}

/**
 * @param {Guide} guide
 * @param {HTMLElement} ask the line that asks whether this solved it
 */
function thank(guide, ask) {
  report(guide, "solved", { solved: true });
  // The style sheet shows nothing else beside it, so what had the focus is gone.
  ask.append(partOf(guide, "thanks"));
  focusOn(ask);
}

/**
 * Mark the answer that the customer gave to this question before.
 *
 * @param {Guide} guide
 * @param {Core} core
 */
function showGiven(guide, { answerOf }) {
  const { id: node, dataset } = guide.current;
  const answer = dataset.kind === "question" && answerOf(guide, { node, answer: guide.given[node] });
  const given = partOf(guide, "given");
  given.parentElement?.removeAttribute("data-given");
  given.remove();
  if (!answer) return;
  answer.dataset.given = "";
  answer.append(given);
}

/**
 * Mark the words whose meanings a print of the step can leave out.
 *
 * @param {Guide} guide
 */
function markMeanings({ element, current }) {
  for (const one of element.querySelectorAll(".guide__meaning")) {
    one.toggleAttribute("data-unnamed", !current.querySelector(`[popovertarget="${one.id}"]`));
  }
}

