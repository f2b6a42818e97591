/**
 * What a search shows of the entries that Material's worker found: which guide comes first, which step of it is shown,
 * and which words were found. The build puts it behind `search-words.js`.
 *
 * A guide is one hit. Its title, and the words by which customers know it, count more than what its steps say: one word
 * finds the guide about it, and not another one's longest step.
 *
 * @typedef {{term: string, starts: boolean, weight: number}} Clause
 * @typedef {{group: Entry[], page: Entry | undefined, named: number, whole: boolean, steps: number, any: number}} Fit
 */
self.izejaResults = ({ trim, terms, rarity, order, boosts, told }) => {
  const MARKED = /<mark[^>]*>(.*?)<\/mark>/g;
  // How much a word counts in each place, where the title of a guide is 1.
  const [ALSO, SUMMARY] = [0.8, 0.4];
  // What a guide is called counts as much more than the best step of all as this.
  const NAME = 2;
  // How much the other steps of a guide count, and the words that say little (`not`, `nav`).
  const [OTHER_STEPS, LITTLE] = [0.2, 0.3];
  // A page that is no guide leads to guides at best.
  const NO_GUIDE = 0.5;
  const GUESSED = 0.7;

  /** @param {string} html */
  const plain = (html) => html.replace(/<[^>]*>/g, "");

  /** @param {string | undefined} html */
  const wordsOf = (html) => plain(html ?? "").split(/\s+/).map(trim).filter(Boolean);

  /** @param {string} text */
  const escaped = (text) => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

  /** @param {Entry[]} group */
  const pageOf = (group) => group.find(({ location }) => !location.includes("#"));

  /**
   * A clause of lunr's query language (`term*^2`), and how much it says.
   *
   * @param {string} text
   * @returns {Clause}
   */
  function clause(text) {
    const [, term, star, boost] = text.match(/^(.*?)(\*?)\^(\d+)$/) ?? ["", text, "", ""];
    return { term, starts: star !== "", weight: (rarity(term) || 1) * (Number(boost) === boosts.EXACT ? 1 : GUESSED) };
  }

  /**
   * How well a guide fits a query.
   *
   * @param {Entry[]} group the guide and its steps, as far as they were found
   * @param {Map<string, Clause[]>} asked
   * @param {string[]} little the words that were typed and say little
   * @returns {Fit}
   */
  function fit(group, asked, little) {
    const page = pageOf(group);
    const title = wordsOf(page?.title).flatMap(terms);
    const also = wordsOf(page?.also).flatMap(terms);
    let [all, named, any, titled] = [0, 0, 0, 0];
    for (const clauses of asked.values()) {
      const weights = clauses.map(({ term, starts, weight }) => {
        const has = (/** @type {string[]} */ words) => words.some((word) => (starts ? word.startsWith(term) : word === term));
        const place = has(title) ? 1 : has(also) ? ALSO : page?.terms[term] ? SUMMARY : 0;
        return { weight, place, found: place > 0 || group.some((entry) => entry.terms[term]) };
      });
      const most = (/** @type {(one: (typeof weights)[number]) => number} */ of) => Math.max(0, ...weights.map(of));
      all += most(({ weight }) => weight);
      named += most(({ weight, place }) => weight * place);
      any += most(({ weight, found }) => Number(found) * weight);
      titled += Number(most(({ place }) => place) === 1);
    }
    const known = little.filter((word) => terms(word).some((term) => title.includes(term) || also.includes(term)));
    const bonus = little.length ? (LITTLE * known.length) / little.length : 0;
    const [best = 0, ...others] = group.filter((entry) => entry !== page).map(({ score }) => score).sort((one, other) => other - one);
    const steps = best + OTHER_STEPS * others.reduce((sum, score) => sum + score, 0);
    return { group, page, named: (named / (all || 1)) * (1 + bonus), whole: titled === asked.size, steps, any: any / (all || 1) };
  }

  /**
   * The guides in the order in which they fit a query. Of those whose titles have all of it, the first in the index comes
   * first: the index has them in the order of the home page.
   *
   * @param {Entry[][]} groups
   * @param {Question} question
   */
  function ranked(groups, { asked, typed }) {
    const clauses = new Map([...asked].map(([word, texts]) => [word, texts.map(clause)]));
    const little = typed.filter((word) => word.length > 2 && !asked.has(word));
    const fits = groups.map((group) => fit(group, clauses, little));
    const most = Math.max(...fits.map(({ steps }) => steps)) || 1;
    const scored = fits.map((one) => {
      const steps = one.whole ? 1 : one.steps / most;
      const score = (NAME * one.named + steps) * (1 + one.any) * (one.page?.also === undefined ? NO_GUIDE : 1);
      return { ...one, score, place: order.get(one.page?.location ?? "") ?? Infinity };
    });
    return scored.sort((one, other) => other.score - one.score || one.place - other.place);
  }

  /** @param {Entry} entry */
  function foundIn({ title, text, tags = [] }) {
    return [title, text ?? "", ...tags].flatMap((one) => [...one.matchAll(MARKED)].map((mark) => trim(mark[1])));
  }

  /**
   * A guide with the step that fits best: the one with most of the words, then with most of them as they were typed.
   * Material would fold every step away that fits less well than its page, which is shown above it in any case. Enter
   * opens the guide if what it is called has all of the words, and otherwise this step.
   *
   * @param {Fit} guide
   * @param {Asked} asked
   */
  function withStep({ group, page, named }, asked) {
    const share = (/** @type {Entry} */ { terms }) => Object.values(terms).filter(Boolean).length;
    const alike = (/** @type {Entry} */ entry) => new Set(foundIn(entry).filter((word) => asked.has(word))).size;
    const steps = group.filter((entry) => entry !== page && entry.score);
    const most = Math.max(...steps.map(share));
    const [step] = steps.filter((entry) => share(entry) === most).sort((one, other) => alike(other) - alike(one));
    if (!page || !step || share(step) < share(page)) return group;
    const best = Math.max(...group.map(({ score }) => score));
    const start = named >= ALSO ? { ...page, score: best } : page;
    // Material shows the entries that score like the first.
    return [{ ...step, score: best }, start, ...group.filter((entry) => entry !== page && entry !== step)];
  }

  /**
   * A guide whose scores are lower than those of the guides before it: Enter opens the entry with the highest of all.
   *
   * @param {Entry[]} group
   * @param {number} behind how many guides come behind it
   */
  function inPlace(group, behind) {
    const best = Math.max(...group.map(({ score }) => score)) || 1;
    return group.map((entry) => ({ ...entry, score: (behind + 1) * (entry.score / best) }));
  }

  /**
   * List the words of a query: those found as the entry writes them, the others as the customer typed them.
   *
   * @param {Entry} entry
   * @param {Question} question
   */
  function named(entry, { asked, unknown }) {
    const isMissing = (/** @type {string} */ text) => entry.terms[clause(text).term] === false;
    const missing = [...asked].filter(([word, texts]) => unknown.has(word) || texts.every(isMissing)).map(([word]) => word);
    // The page marks the first of these that fits, so the longest comes first.
    const found = foundIn(entry).sort((one, other) => other.length - one.length);
    // Material prints the missing ones as HTML.
    const terms = [...found.map((word) => [word, true]), ...missing.map((word) => [escaped(word), false])];
    return { ...entry, terms: Object.fromEntries(terms.filter(([word]) => word)) };
  }

  /**
   * The guides, with a note in front of the first one if a number is in none of them: what is shown is close to it at best.
   *
   * @param {Entry[][]} items
   * @param {Question} question
   */
  function withNote(items, { unknown }) {
    const [[first, ...more] = [], ...others] = items;
    if (!first || !unknown.size || !told) return items;
    const note = told.replace("{number}", () => escaped([...unknown].join(" ")));
    return [[{ ...first, text: `<p><strong>${note}</strong></p>${first.text ?? ""}` }, ...more], ...others];
  }

  /**
   * The rest of the word that is being typed, as the titles that were found have it.
   *
   * @param {Entry[][]} items
   * @param {string} last
   */
  function suggested(items, last) {
    const words = items.flat().flatMap(({ title }) => wordsOf(title));
    const whole = words.find((word) => last && word.startsWith(last) && word !== last);
    return whole ? [whole] : [];
  }

  /**
   * What Material's worker found, as the page shows it.
   *
   * @param {{items: Entry[][], suggest?: string[]}} data
   * @param {Question} question
   */
  return (data, question) => {
    const guides = question.asked.size ? ranked(data.items, question) : data.items.map((group) => fit(group, new Map(), []));
    const shown = guides.map((guide, before) => inPlace(withStep(guide, question.asked), guides.length - before - 1));
    const items = withNote(shown.map((group) => group.map((entry) => named(entry, question))), question);
    return { ...data, items, ...(data.suggest && { suggest: suggested(items, question.last) }) };
  };
};
