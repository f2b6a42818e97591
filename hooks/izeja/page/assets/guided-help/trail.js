/**
 * The trail: the answers that led to a step, kept in the browser's history and in the tab, and shown above the step.
 *
 * @typedef {import("./guide.js").Guide} Guide
 * @typedef {import("./guide.js").Past} Past
 */

import { hidePart, partOf } from "./guide.js";
import { entryOf, sectionAt } from "./history.js";
import { fill, find, headingOf, sectionOf, waysOf } from "./sections.js";
import { recall } from "./storage.js";
import { textOf, ticksIn, withTicks } from "./ticks.js";

/**
 * The link of an answer; undefined if the guide has no such answer any more, or never had.
 *
 * @param {Guide} guide
 * @param {Partial<Past> | null | undefined} past
 * @returns {HTMLAnchorElement | undefined}
 */
export function answerOf({ sections }, past) {
  const section = sections.get(past?.node ?? "");
  return section && waysOf(section).find((_, index) => index === past?.answer);
}

/**
 * The answers of a list that this guide has.
 *
 * @param {Guide} guide
 * @param {unknown} kept
 * @returns {Past[]}
 */
export function pastsOf(guide, kept) {
  const pasts = Array.isArray(kept) ? kept.slice(0, guide.sections.size) : [];
  return pasts.filter((past) => answerOf(guide, past)).map((past) => withTicks(guide, past));
}

/**
 * The last answers to the questions that this guide has.
 *
 * @param {Guide} guide
 * @param {any} kept
 * @returns {Record<string, number>}
 */
export function givenIn(guide, kept) {
  const pasts = [...guide.sections.keys()].map((node) => ({ node, answer: kept?.[node] }));
  return Object.fromEntries(pastsOf(guide, pasts).map(({ node, answer }) => [node, answer]));
}

/**
 * @param {Guide} guide
 * @param {Element} link
 * @returns {Past[]}
 */
export function trailWith(guide, link) {
  return [...guide.trail, withTicks(guide, { ...pastOf(link), ticked: ticksIn(sectionOf(link)) })];
}

/**
 * @param {Element} link
 * @returns {Past}
 */
export function pastOf(link) {
  const section = sectionOf(link);
  return { node: section.id, answer: waysOf(section).findIndex((one) => one === link) };
}

/**
 * The trail to a section as it was kept, if it still holds.
 *
 * @param {Guide} guide
 * @param {HTMLElement} section
 * @returns {Past[]}
 */
export function trailTo(guide, section) {
  for (const kept of [entryOf(guide), recall(guide.element.tree)]) {
    const trail = pastsOf(guide, kept?.trail);
    if (kept?.node === section.id && trail.length === kept.trail?.length && holds(guide, trail, section)) return trail;
  }
  return [];
}

/**
 * Whether a trail still leads to the section: the guide may have been edited since.
 *
 * @param {Guide} guide
 * @param {Past[]} trail
 * @param {HTMLElement} section
 */
function holds(guide, trail, section) {
  return trail.every((past, index) => {
    const link = answerOf(guide, past);
    return link && sectionAt(guide, link)?.id === (trail[index + 1]?.node ?? section.id);
  });
}

/**
 * Show a trail. Entries that it has in common with the one before stay as they are on the page.
 *
 * @param {Guide} guide
 * @param {Past[]} trail
 * @returns {Past[]} the other ones
 */
export function showTrail(guide, trail) {
  const way = partOf(guide, "way");
  const changed = trail.findIndex((past, index) => JSON.stringify(past) !== JSON.stringify(guide.trail[index]));
  const kept = changed === -1 ? trail.length : changed;
  while (way.children.length > kept) way.lastElementChild?.remove();
  const others = trail.slice(kept);
  way.append(...pastSteps(guide, others));
  guide.trail = trail;

  hidePart(guide, "earlier", trail.length <= 2);
  partOf(guide, "earlier").ariaExpanded = "false";
  partOf(guide, "count").textContent = String(trail.length - 1);
  hidePart(guide, "trail", !trail.length);
  return others;
}

/**
 * @param {Guide} guide
 * @param {Past[]} trail
 */
function pastSteps(guide, trail) {
  // A trail is checked by `trailTo` when it comes from outside, so each of its answers has a link.
  return trail.map((past) => pastStep(guide, /** @type {HTMLAnchorElement} */ (answerOf(guide, past)), past.ticked));
}

/**
 * The entry of the trail for a chosen link, and for others that were ticked with it.
 *
 * @param {Guide} guide
 * @param {HTMLAnchorElement} link
 * @param {number[]} [ticked]
 * @returns {HTMLElement}
 */
export function pastStep(guide, link, ticked) {
  const made = guide.pastSteps.get(link);
  if (made && !ticked) return made;
  const section = sectionOf(link);
  const isQuestion = section.dataset.kind === "question";
  const item = /** @type {HTMLElement} */ (partOf(guide, isQuestion ? "question" : "step").cloneNode(true));
  fill(item, "heading", headingOf(section));
  const { told } = link.dataset;
  const text = link.querySelector("[data-text]");
  // An ending says what a customer would say later; a step, which is done, says so itself.
  if (told) find(item, "b").textContent = told;
  else if (text) fill(item, "answer", text);
  const way = /** @type {HTMLAnchorElement} */ (find(item, "a"));
  way.href = `${guide.place.base}#${section.id}`;
  way.ariaLabel = sentence(way, headingOf(section));
  if (ticked) find(item, "[data-slot=answer]").textContent = textOf(section, ticked);
  else guide.pastSteps.set(link, item);
  return item;
}

/**
 * The steps tried on a trail, in the words of the page: first those in the guides that led here.
 *
 * @param {Guide} guide
 * @param {Past[]} trail
 * @returns {string[]}
 */
export function triedOn(guide, trail) {
  const texts = pastSteps(guide, trail).map((item) => {
    const [asked, said] = find(item, ".guide__told").children;
    return sentence(asked, said);
  });
  return [...guide.before, ...texts];
}

/**
 * @param {Element} asked
 * @param {Element} said
 */
function sentence({ textContent: asked }, { textContent: said }) {
  return `${asked}${/\p{P}$/u.test(asked ?? "") ? "" : ":"} ${said}`;
}
