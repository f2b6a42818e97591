/**
 * What is known about the customer: for each fact a value, or "" if none applies. It is known from answers, or from the
 * address, and the tab keeps it for all guides. Without this script every question is asked, and every variant of a text
 * is shown.
 *
 * @typedef {import("../guided-help/guide.js").Guide} Guide
 * @typedef {import("../guided-help/guide.js").Past} Past
 * @typedef {import("../guided-help/known.js").Core} Core
 * @typedef {Record<string, string>} Known
 */

/** No tree has this id, since it is the file of all facts. */
const FACTS = "facts";

/** What is known where the tab cannot keep it. @type {unknown} */
let unkept;

/**
 * @param {Guide} guide
 * @param {Core} core
 */
export function start(guide, { answerOf, recall, remember, sectionAt, waysOf }) {
  const possible = guide.element.dataset.facts?.split(" ") ?? [];
  const isPossible = (/** @type {[string, unknown]} */ [fact, value]) =>
    typeof value === "string" && possible.includes(`${fact}=${value}`);

  /** @returns {Known} what the tab keeps, as far as the library has such facts and values */
  const kept = () => Object.fromEntries(Object.entries(Object(recall(FACTS) ?? unkept)).filter(isPossible));

  /** @param {Known} known */
  const keep = (known) => {
    unkept = known;
    remember(FACTS, known);
  };

  /**
   * What is known at the end of a trail. Its answers count, in their order, since the customer can see them.
   *
   * @param {Past[]} trail
   */
  const knownOn = (trail) => {
    const known = kept();
    for (const past of trail) {
      const link = answerOf(guide, past);
      const fact = guide.sections.get(past.node)?.dataset.asks;
      const values = valuesOf(link);
      if (!fact || values.includes(known[fact])) continue;
      if (values.length === 1) known[fact] = values[0];
      else delete known[fact];
    }
    return known;
  };

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

  /**
   * The most questions that a customer can be asked from a section on. A way that leads back begins again.
   *
   * @param {HTMLElement} section
   * @param {Known} known
   * @param {Map<HTMLElement, number>} counted
   * @returns {number}
   */
  const questionsFrom = (section, known, counted) => {
    const before = counted.get(section);
    if (before !== undefined) return before;
    counted.set(section, 0);
    const own = section === guide.current ? undefined : answerBy(section, known);
    const ways = own ? [own] : waysOf(section).filter(({ dataset }) => !("retry" in dataset));
    const ahead = ways.map((link) => {
      const next = sectionAt(guide, link);
      return next ? questionsFrom(next, known, counted) : 0;
    });
    const count = Math.max(0, ...ahead) + Number(section.dataset.kind === "question" && !own);
    counted.set(section, count);
    return count;
  };

  /** @param {Known} known */
  const showLeft = (known) => {
    const words = [...(guide.parts.get("lefts")?.children ?? [])].map(({ textContent }) => textContent);
    const line = /** @type {HTMLElement | null} */ (guide.current.querySelector(".guide__left"));
    if (!line || !words.length) return;
    line.dataset.most ??= String(words.indexOf(line.textContent));
    const isQuestion = Number(guide.current.dataset.kind === "question");
    // The printed number is for customers of whom nothing is known, so it is never too low.
    const left = Math.min(Number(line.dataset.most), questionsFrom(guide.current, known, new Map()) - isQuestion);
    line.textContent = words[left];
    line.hidden = !left && !isQuestion;
  };

  // An address that is handed on says only what is seen.
  const url = new URL(location.href);
  const said = [...url.searchParams].filter(([fact, value]) => value && isPossible([fact, value]));
  if (said.length) {
    keep({ ...kept(), ...Object.fromEntries(said) });
    for (const [fact] of said) url.searchParams.delete(fact);
    history.replaceState(history.state, "", url);
  }

  return {
    /** @type {(section: HTMLElement, trail: Past[]) => HTMLAnchorElement | undefined} */
    answer: (section, trail) => answerBy(section, knownOn(trail)),

    /**
     * Keep what is known at the end of a trail.
     *
     * @param {Past[]} trail
     */
    learn(trail) {
      const known = knownOn(trail);
      keep(known);
      return known;
    },

    /** Show what follows from what is known at the step. */
    show() {
      const known = this.learn(guide.trail);
      for (const text of document.querySelectorAll(/** @type {"div"} */ ("[data-by]"))) showVariants(text, known);
      showLeft(known);
    },

    /** Forget what this guide asks for, since the customer starts over. */
    forget() {
      const asked = [...guide.sections.values()].map(({ dataset }) => dataset.asks);
      keep(Object.fromEntries(Object.entries(kept()).filter(([fact]) => !asked.includes(fact))));
    },
  };
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
  const other = variants.find((one) => value !== undefined && !one.dataset.for);
  const fitting = variants.find((one) => value && one.dataset.for === value) ?? other;
  text.toggleAttribute("data-known", Boolean(fitting));
  for (const one of variants) one.toggleAttribute("data-fits", one === fitting);
}
