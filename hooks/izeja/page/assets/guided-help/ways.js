/**
 * The ways between steps: links, changed answers, and the browser's back and forward.
 *
 * @typedef {import("./guide.js").Guide} Guide
 * @typedef {import("./guide.js").Past} Past
 */

import { openForms } from "./forms.js";
import { isWhole, nodeOf, partOf, report, say } from "./guide.js";
import { enter, entryOf, sectionAt, sectionNow } from "./history.js";
import { focusOn, headingOf } from "./sections.js";
import { cameFrom, show } from "./step.js";
import { CAME_FROM, remember } from "./storage.js";
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
  const trail = isWay ? trailWith(guide, link) : guide.trail;
  if (isWay && !section) {
    remember(CAME_FROM, { to: link.href, from: location.href, tried: triedOn(guide, trail) });
    guide.facts?.learn(trail);
  }
  if (!section || isWhole(guide)) return false;

  const entry = entryOf(guide);
  if (link === partOf(guide, "restart")) {
    [guide.given, guide.before] = [{}, []];
    guide.facts?.forget();
    openForms(guide.element);
  }
  // Going back in the browser's history keeps "forward" for the customer.
  if (link === partOf(guide, "back") && entry?.previous === section.id) history.back();
  else if (isAnswer && !("retry" in link.dataset)) goOn(guide, section, trail, pastsOf(guide, entry?.later));
  else goTo(guide, section, trail, link.closest(".guide__past") ? guide.trail : undefined);
  return true;
}

/**
 * Go to a step, or beyond it: over questions that answer themselves, and after an answer was changed over those whose
 * later answers still hold. Whatever is passed can be changed, since the trail has it and grows on.
 *
 * @param {Guide} guide
 * @param {HTMLElement} section
 * @param {Past[]} trail
 * @param {Past[]} later
 * @param {boolean} [isHere] whether the customer has just come to the page
 */
function goOn(guide, section, trail, later, isHere) {
  const isSeen = (/** @type {HTMLElement} */ { id }) => trail.some(({ node }) => node === id);
  let own, past;
  while (!isSeen(section)) {
    own = guide.facts?.answer(section, trail);
    past = own ? pastOf(own) : later.find(({ node }) => node === section.id);
    const link = answerOf(guide, past);
    const next = link && sectionAt(guide, link);
    if (!past || !next || next === section || isSeen(next)) break;
    if (own) report(guide, "answer", { node: nodeOf(guide, section), to: own.dataset.answer, fact: section.dataset.asks });
    [section, trail, own] = [next, [...trail, past], undefined];
  }
  goTo(guide, section, trail, later, isHere);
  const last = trail.at(-1);
  if (last && later.includes(last)) say(guide, "kept");
  // The question answers itself, but leads into another guide.
  if (own && !sectionAt(guide, own) && !follow(guide, own)) location.assign(own.href);
}

/**
 * Begin at the step that the customer came to. One that was here before, or that an address names, is shown itself.
 *
 * @param {Guide} guide
 * @param {HTMLElement} section
 * @param {Past[]} trail
 */
export function begin(guide, section, trail) {
  const isNamed = section.contains(document.getElementById(location.hash.slice(1)));
  const isNew = !entryOf(guide) && (!isNamed || cameFrom());
  if (isNew && guide.facts?.answer(section, trail)) goOn(guide, section, trail, [], true);
  else show(guide, section, trail);
}

/**
 * @param {Guide} guide
 * @param {HTMLElement} section
 * @param {Past[]} trail
 * @param {Past[]} [later]
 * @param {boolean} [isHere]
 */
function goTo(guide, section, trail, later, isHere) {
  const seen = trail.findIndex(({ node }) => node === section.id);
  const cut = seen === -1 ? trail : trail.slice(0, seen);
  enter(guide, { node: section.id, previous: guide.current.id, trail: cut, later }, isHere);
  (isHere ? show : moveTo)(guide, section, cut);
}

/**
 * @param {Guide} guide
 * @param {HTMLElement} section
 * @param {Past[]} trail
 */
export function moveTo(guide, section, trail = trailTo(guide, section)) {
  const heading = headingOf(section);
  show(guide, section, trail);
  focusOn(heading);
  guide.element.scrollIntoView({ behavior: "instant" });
  // A screen can be lower than what is above the step, as at 400 %.
  if (heading.getBoundingClientRect().bottom > innerHeight) heading.scrollIntoView({ behavior: "instant" });
}

/** @param {Guide} guide */
export function onTravel(guide) {
  const section = sectionNow(guide);
  if (!section || isWhole(guide)) return;
  if (section !== guide.current || section === sectionAt(guide, location)) moveTo(guide, section);
}

/** @param {Guide} guide */
export function onArrival(guide) {
  // Chrome takes the focus away when it comes to the fragment, which is after `popstate`.
  if (sectionAt(guide, location) === guide.current && !isWhole(guide)) focusOn(headingOf(guide.current));
}
