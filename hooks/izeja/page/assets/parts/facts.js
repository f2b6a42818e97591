/**
 * What is known about the customer: for each fact a value, or "" if none applies. It is known from answers, or from the
 * address, and the tab keeps it for all guides. Without this script every question is asked, and every variant of a text
 * is shown.
 *
 * @typedef {import("../guided-help/guide.js").Guide} Guide
 * @typedef {import("../guided-help/guide.js").Past} Past
 * @typedef {import("../guided-help/core.js").Core} Core
 * @typedef {Record<string, string>} Known
 */

import { nodeOf, report } from "../guided-help/guide.js";
import { enter, entryOf } from "../guided-help/history.js";
import { headingOf, waysOf } from "../guided-help/sections.js";

/** No tree has this id, since it is the file of all facts. */
const FACTS = "facts";

/** What is known, in all guides of the page. The tab gets it once a step has been seen. @type {unknown} */
let all;

/** What shows, in each guide on the page, what is known there. @type {Map<Guide, (isBack?: boolean) => void>} */
const shown = new Map();

/** From how many steps and combinations of facts on it takes too long to count questions. */
const MOST_COUNTED = 999;

// The customer may have answered on other pages, before going back to this one.
addEventListener("pageshow", ({ persisted }) => persisted && showAll(true));

/** @param {boolean} [isBack] whether the tab may know more than the page */
function showAll(isBack) {
  for (const [guide, show] of shown) {
    if (guide.element.isConnected) show(isBack);
    else shown.delete(guide);
  }
}

/**
 * @param {Guide} guide
 * @param {Core} core
 */
export function start(guide, core) {
  const { answerOf, recall, remember, sectionAt } = core;
  const possible = (guide.element.dataset.facts ?? "").split(" ");
  const isPossible = (/** @type {[string, unknown]} */ [fact, value]) =>
    typeof value === "string" && possible.includes(`${fact}=${value}`);

  const read = () => (all = recall(FACTS) ?? all); // a tab may keep nothing
  read();

  /** @returns {Known} what is known, as far as the library has such facts and values */
  const kept = () => Object.fromEntries(Object.entries(Object(all)).filter(isPossible));

  /**
   * What is known at the end of a trail. Its answers count, in their order, since the customer can see them.
   *
   * @param {Past[]} trail
   */
  const knownOn = (trail) =>
    trail.reduce((known, past) => learnt(known, guide.sections.get(past.node), answerOf(guide, past)), kept());

  /**
   * The answer that a question gives itself.
   *
   * @param {HTMLElement} section
   * @param {Known} known
   */
  const answerBy = (section, known) => {
    const value = known[section.dataset.asks ?? ""];
    return value ? waysOf(section).find((link) => valuesOf(link).includes(value)) : undefined;
  };

  const asked = [...new Set([...guide.sections.values()].flatMap(({ dataset }) => dataset.asks ?? []))];

  /** What `questionsFrom` found, for the steps after this one, and how much it may become. @type {Map<string, number[]>} */
  const counted = new Map();
  let limit = 0;

  /**
   * The fewest and the most questions that a customer can be asked from a section on, also after endings that did not
   * help; NaN if that takes too long to find out. A way that leads back begins again, and does not count.
   *
   * @param {HTMLElement} section
   * @param {Known} known
   * @param {boolean} isAsked whether the section is asked, whatever is known
   * @returns {number[]}
   */
  const questionsFrom = (section, known, isAsked) => {
    const key = [section.id, isAsked, ...asked.map((fact) => known[fact])].join();
    const before = counted.get(key);
    if (before) return before;
    if (counted.size > limit) return [NaN, NaN];
    counted.set(key, [NaN, NaN]); // only a preview has ways that lead round
    const own = isAsked ? undefined : answerBy(section, known);
    const ways = own ? [own] : waysOf(section).filter(({ dataset }) => !("retry" in dataset));
    const ahead = ways.map((link) => {
      const next = sectionAt(guide, link);
      return next ? questionsFrom(next, learnt(known, section, link), "unsolved" in link.dataset) : [0, 0];
    });
    const asks = Number(section.dataset.kind === "question" && !own);
    // An ending ends, whatever a customer does after it.
    const ending = section.querySelector("[data-unsolved]");
    const fewest = ending || !ahead.length ? 0 : Math.min(...ahead.map(([few]) => few));
    const count = [asks + fewest, asks + Math.max(0, ...ahead.map(([, most]) => most))];
    counted.set(key, count);
    return count;
  };

  /** @param {Known} known */
  const showLeft = (known) => {
    const line = /** @type {HTMLElement | null} */ (guide.current.querySelector(".guide__left"));
    const lefts = guide.parts.get("lefts");
    // Where no question can answer itself, the page has counted them.
    if (!line || !lefts) return;
    const isQuestion = guide.current.dataset.kind === "question";
    limit = counted.size + MOST_COUNTED;
    const [fewest, most] = questionsFrom(guide.current, known, true).map((count) => count - Number(isQuestion));
    if (counted.size > limit) counted.clear(); // it has counts that were given up
    const [last, ...words] = [...lefts.children].map(({ textContent }) => textContent);
    const text = most ? words[3 * most - 3 + (fewest === most ? 0 : fewest ? 1 : 2)] : last;
    const left = text?.replace("%s", `${fewest}`) ?? "";
    // Usually the page says so already, and has laid it out.
    if (line.textContent !== left) line.textContent = left;
    line.toggleAttribute("hidden", most === 0 ? !isQuestion : !(most - fewest <= Number(lefts.dataset.near)));
  };

  /** Name on the button of a step where it leads to. */
  const showNext = () => {
    const slot = guide.current.querySelector("[data-slot=next]");
    const [link] = waysOf(guide.current);
    const next = slot && sectionAt(guide, link);
    if (!next) return;
    const [section] = core.passOver(guide, next, [...guide.trail, core.pastOf(link)], []);
    core.fill(guide.current, "next", headingOf(section));
  };

  shown.set(guide, (isBack) => {
    if (isBack) read();
    const known = knownOn(guide.trail);
    showLeft(known);
    showNext();
    for (const text of guide.element.querySelectorAll(/** @type {"div"} */ ("[data-by]"))) showVariants(text, known);
  });

  // An address that is handed on says only what is seen.
  const url = new URL(guide.place.address.href);
  const said = [...url.searchParams].filter(([fact]) => possible.some((one) => one.startsWith(`${fact}=`)));
  if (said.length) {
    all = { ...kept(), ...Object.fromEntries(said.filter(([fact, value]) => value && isPossible([fact, value]))) };
    for (const [fact] of said) url.searchParams.delete(fact);
    guide.place.enter(guide.place.entries, url, false);
  }

  return {
    /**
     * Begin at the step that the customer came to, or beyond it. One that was here before, or that an address names, is shown
     * itself.
     *
     * @param {HTMLElement} section
     * @param {Past[]} trail
     */
    begin(section, trail) {
      const { place } = guide;
      const id = CSS.escape(place.address.hash.slice(1));
      const isNamed = id && section.matches(`#${id}, :has(#${id})`);
      const came = core.cameFrom(place);
      const isNew = !entryOf(guide) && (came ? !came.again : !isNamed);
      const [here, way, leaves] = isNew ? core.passOver(guide, section, trail, []) : [section, trail];
      this.tell(way, trail);
      const { prefix } = guide.element.dataset;
      const address = prefix || (here === section && !leaves) ? place.address.href : `#${here.id}`;
      // Without an entry, a question that was open could answer itself when the customer comes back.
      if (!entryOf(guide)) enter(guide, { node: here.id, previous: "", trail: way }, address);
      core.show(guide, here, way);
      // A page of other things is never left without a click.
      if (!prefix) leaves?.click();
    },

    /** @type {(section: HTMLElement, trail: Past[]) => HTMLAnchorElement | undefined} */
    answer: (section, trail) => answerBy(section, knownOn(trail)),

    /**
     * Report the answers that questions gave themselves: those of a trail that were not given before.
     *
     * @param {Past[]} trail
     * @param {Past[]} given
     */
    tell(trail, given) {
      for (const past of trail) {
        if (given.includes(past)) continue;
        const section = /** @type {HTMLElement} */ (guide.sections.get(past.node));
        const to = answerOf(guide, past)?.dataset.answer;
        report(guide, "answer", { node: nodeOf(guide, section), to, fact: section.dataset.asks });
      }
    },

    /**
     * Keep what is known at the end of a trail.
     *
     * @param {Past[]} trail
     */
    learn(trail) {
      all = knownOn(trail);
      remember(FACTS, all);
    },

    /** Show what is known at the step, in all guides of the page. */
    show() {
      all = knownOn(guide.trail);
      showAll();
    },

    /** Forget what this guide asks for, since the customer starts over. */
    forget() {
      all = Object.fromEntries(Object.entries(kept()).filter(([fact]) => !asked.includes(fact)));
    },
  };
}

/**
 * What is known after an answer.
 *
 * @param {Known} known
 * @param {HTMLElement | undefined} section
 * @param {HTMLElement | undefined} link
 * @returns {Known}
 */
function learnt(known, section, link) {
  const fact = section?.dataset.asks;
  const values = valuesOf(link);
  if (!fact || values.includes(known[fact])) return known;
  const after = { ...known };
  if (values.length === 1) after[fact] = values[0];
  else delete after[fact];
  return after;
}

/**
 * The values that an answer is for; one without any is for customers to whom none applies.
 *
 * @param {HTMLElement | undefined} link
 */
function valuesOf(link) {
  return (link?.dataset.is ?? "").split(" ");
}

/**
 * Leave the one variant of a text that fits; all of them, if nothing is known.
 *
 * @param {HTMLElement} text
 * @param {Known} known
 */
function showVariants(text, known) {
  const value = known[text.dataset.by ?? ""];
  const variants = /** @type {HTMLElement[]} */ ([...text.children]);
  const variantFor = (/** @type {string} */ wanted) => variants.find(({ dataset }) => dataset.for === wanted);
  // A fact called `constructor` is there in every object.
  const fitting = typeof value === "string" ? (variantFor(value) ?? variantFor("")) : undefined;
  // One text is no group. That also hides the others.
  text.role = fitting ? "none" : "group";
  for (const one of variants) one.toggleAttribute("data-fits", one === fitting);
}
