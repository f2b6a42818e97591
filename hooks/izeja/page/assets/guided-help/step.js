/**
 * Shows one step: its section, the trail above it and the tools around it.
 *
 * @typedef {import("./guide.js").Guide} Guide
 * @typedef {import("./guide.js").Past} Past
 * @typedef {import("./guide.js").Place} Place
 */

import { hidePart, partOf, report, startOf } from "./guide.js";
import { headingOf, hide } from "./sections.js";
import { addressOf, remember, textsOf } from "./storage.js";
import { showTicks } from "./ticks.js";
import { showTrail } from "./trail.js";

/**
 * @param {Guide} guide
 * @param {HTMLElement} section
 * @param {Past[]} trail
 */
export function show(guide, section, trail) {
  hide(guide.current, true);
  hide(section, false);
  guide.current = section;
  for (const past of showTrail(guide, trail)) {
    guide.given[past.node] = past.answer;
    showTicks(guide, past);
  }
  partOf(guide, "status").replaceChildren();
  guide.facts?.show();
  showTools(guide);
  guide.tools?.show();
  announce(guide);
  guide.isSettled = false;
  // A page that never rests must not keep the name of another step.
  whenIdle(() => settle(guide), { timeout: 100 });
}

/**
 * @param {() => void} callback
 * @param {IdleRequestOptions} [atLatest]
 */
export function whenIdle(callback, atLatest) {
  // WebKit has no idle callbacks.
  if ("requestIdleCallback" in window) requestIdleCallback(callback, atLatest);
  else setTimeout(callback);
}

/**
 * Do what no frame shows, once the step has been seen: remember it, and name it to the rest of the page.
 *
 * @param {Guide} guide
 */
export function settle(guide) {
  if (guide.isSettled) return;
  guide.isSettled = true;
  const { current, trail, given, before } = guide;
  remember(guide.element.tree, { node: current.id, trail, given, before });
  guide.facts?.learn(trail);
  guide.tools?.settle();
  label(guide, titleOf(guide), hashOf(guide));
  /** @type {HTMLAnchorElement} */ (partOf(guide, "back")).href = wayBack(guide) ?? "";
}

/**
 * What addresses of the step end with: `#NODE`, and nothing at the start. A question that asks for a fact has to be
 * named, since it could answer itself there.
 *
 * @param {Guide} guide
 */
export function hashOf(guide) {
  return guide.current === startOf(guide) && !guide.current.dataset.asks ? "" : `#${guide.current.id}`;
}

/**
 * The title of the page at the step.
 *
 * @param {Guide} guide
 */
export function titleOf(guide) {
  const { current, place } = guide;
  return hashOf(guide) ? `${headingOf(current).textContent} - ${place.title}` : place.title;
}

/**
 * Name the step where the rest of the page refers to it: in its title, its skip link and its language switcher.
 *
 * @param {Guide} guide
 * @param {string} title
 * @param {string} hash
 */
export function label(guide, title, hash) {
  guide.place.name(hash);
  if (guide.element.dataset.prefix) return; // the page is about other things
  guide.place.entitle(title, hash || startOf(guide).id);
}

/**
 * What the customer last came from, if a link of another guide led to this address.
 *
 * @param {Place} place
 * @returns {{from: string | undefined, tried: string[], again: boolean} | null} `again` says that the link led back, or
 *   out of an ending that did not help
 */
export function cameFrom(place) {
  const { came } = place;
  if (!place.isAt(came?.to)) return null;
  return { from: addressOf(came.from, place.address), tried: textsOf(came.tried), again: came.again };
}

/**
 * @param {Guide} guide
 * @returns {string | undefined}
 */
function wayBack({ trail, place }) {
  const last = trail.at(-1);
  return last ? `${place.base}#${last.node}` : cameFrom(place)?.from;
}

/** @param {Guide} guide */
function showTools(guide) {
  const back = wayBack(guide);
  const isStart = guide.current === startOf(guide);
  guide.element.toggleAttribute("data-begun", !isStart);
  hidePart(guide, "back", !back);
  hidePart(guide, "restart", !guide.trail.length);
  hidePart(guide, "begin", isStart || guide.trail.length > 0);
  guide.element.querySelector("[data-home]")?.toggleAttribute("hidden", Boolean(back));
}

/** @param {Guide} guide */
function announce(guide) {
  const { kind, outcome } = guide.current.dataset;
  report(guide, "step", { kind });
  if (guide.current.querySelector("[data-unsolved]")) report(guide, "end", { kind, ...(outcome && { outcome }) });
}
