/**
 * The ways between steps: links, changed answers, and the browser's back and forward.
 *
 * @typedef {import("./guide.js").Guide} Guide
 * @typedef {import("./guide.js").Past} Past
 */

import { isWhole, partOf, report, say } from "./guide.js";
import { enter, entryOf, sectionAt, sectionNow } from "./history.js";
import { openParts } from "./parts.js";
import { focusOn, headingOf } from "./sections.js";
import { hashOf, show } from "./step.js";
import { answerOf, pastOf, pastsOf, trailTo, trailWith, triedOn } from "./trail.js";

/**
 * Go where a link leads, if that is a step of this guide which can be shown by itself.
 *
 * @param {Guide} guide
 * @param {HTMLAnchorElement} link
 * @returns {boolean} whether the step is shown; if not, the browser follows the link
 */
export function follow(guide, link) {
  const isAnswer = link.hasAttribute("data-answer");
  const isUnsolved = link.hasAttribute("data-unsolved");
  if (isAnswer) report(guide, "answer", { to: link.dataset.answer });
  if (isUnsolved) report(guide, "solved", { solved: false });

  const section = sectionAt(guide, link);
  const isWay = isAnswer || isUnsolved;
  let trail = isWay ? trailWith(guide, link) : guide.trail;
  if (isWay && !section) {
    const from = guide.place.address.href.replace(/#.*|$/, hashOf(guide));
    guide.place.leave({ to: link.href, from, tried: triedOn(guide, trail), again: !isOnward(link) });
    guide.facts?.learn(trail);
  }
  if (!section || isWhole(guide)) return false;

  const entry = entryOf(guide);
  if (link === partOf(guide, "restart")) {
    [guide.given, guide.before] = [{}, []];
    guide.facts?.forget();
    openParts(guide.element);
    trail = [];
  }
  // Going back in the browser's history keeps "forward" for the customer.
  if (link === partOf(guide, "back") && entry?.previous === section.id && guide.place.isOwn) history.back();
  else if (isOnward(link)) goOn(guide, section, trail, pastsOf(guide, entry?.later));
  else goTo(guide, section, trail, link.closest(".guide__past") ? guide.trail : undefined);
  return true;
}

/**
 * Whether a link leads on, where questions may answer themselves. A customer who is led back, or was not helped, is asked again.
 *
 * @param {HTMLAnchorElement} link
 */
function isOnward({ dataset }) {
  return "answer" in dataset && !("retry" in dataset);
}

/**
 * Where a customer comes to who is led to a section: over questions that answer themselves, and after an answer was
 * changed over those whose later answers still hold.
 *
 * @param {Guide} guide
 * @param {HTMLElement} section
 * @param {Past[]} trail
 * @param {Past[]} later
 * @returns {[HTMLElement, Past[], HTMLAnchorElement?]} with the answer that the section gives itself, if that leads out of
 *   the guide
 */
export function passOver(guide, section, trail, later) {
  const isSeen = (/** @type {HTMLElement} */ { id }) => trail.some(({ node }) => node === id);
  while (!isSeen(section)) {
    const own = guide.facts?.answer(section, trail);
    const past = own ? pastOf(own) : later.find(({ node }) => node === section.id);
    const link = answerOf(guide, past);
    const next = link && sectionAt(guide, link);
    if (!past || !next || isSeen(next)) return [section, trail, next ? undefined : own];
    [section, trail] = [next, [...trail, past]];
  }
  return [section, trail];
}

/**
 * Go to a step, or beyond it. Whatever is passed can be changed, since the trail has it and grows on.
 *
 * @param {Guide} guide
 * @param {HTMLElement} first
 * @param {Past[]} before
 * @param {Past[]} later
 */
function goOn(guide, first, before, later) {
  const [section, trail, leaves] = passOver(guide, first, before, later);
  guide.facts?.tell(trail, [...before, ...later]);
  goTo(guide, section, trail, later);
  if (later.some((past) => past === trail.at(-1))) say(guide, "kept");
  leaves?.click();
}

/**
 * @param {Guide} guide
 * @param {HTMLElement} section
 * @param {Past[]} trail
 * @param {Past[]} [later]
 */
function goTo(guide, section, trail, later) {
  const seen = trail.findIndex(({ node }) => node === section.id);
  const cut = seen === -1 ? trail : trail.slice(0, seen);
  enter(guide, { node: section.id, previous: guide.current.id, trail: cut, later });
  moveTo(guide, section, cut);
}

/**
 * @param {Guide} guide
 * @param {HTMLElement} section
 * @param {Past[]} trail
 */
export function moveTo(guide, section, trail = trailTo(guide, section)) {
  const { element, place } = guide;
  show(guide, section, trail);
  // What others have above the guide stays where it is, unless the step begins beyond the screen.
  if (place.isOwn || element.getBoundingClientRect().top < 0) element.scrollIntoView({ behavior: "instant" });
  // A screen can be lower than what is above the step, as at 400 %. The focus then scrolls on.
  focusOn(headingOf(section));
}

/** @param {Guide} guide */
export function onTravel(guide) {
  const section = sectionNow(guide);
  if (!section || isWhole(guide)) return;
  if (section !== guide.current || section === sectionAt(guide, guide.place.address)) moveTo(guide, section);
}

/** @param {Guide} guide */
export function onArrival(guide) {
  // Chrome takes the focus away when it comes to the fragment, which is after `popstate`.
  if (sectionAt(guide, guide.place.address) === guide.current && !isWhole(guide)) focusOn(headingOf(guide.current));
}
