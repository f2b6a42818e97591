/**
 * The index of a language with many pages, in pieces (`izeja.site.search_pieces`): finds the guides that fit a query
 * best, and loads no more than it needs for that.
 *
 * A piece of words says for each word in how many texts it is, and then by turns how much further the next entry is, and
 * how much the word counts there. Words are whole; those with the stem of a typed word are found among the words that
 * begin like it.
 *
 * @typedef {{version: number, entries: number, depth: number, words: string[], pages: number[]}} Contents
 * @typedef {Record<string, number[]>} Words
 */
self.izejaPieces = (folder, contents, loaded, { read, joined, terms, near, boosts, prefix }) => {
  const VERSION = 2;
  const MOST_PIECES = 6;
  const MOST_GUIDES = 10;

  /** @type {Map<string, Promise<any>>} */
  const loading = new Map();
  /** @type {Map<string, number>} in how many texts each term is, as far as it was loaded */
  const texts = new Map();

  /**
   * @param {string} name
   * @returns {Promise<any>}
   */
  function load(name) {
    let found = loading.get(name);
    if (!found) {
      found = loaded(folder + name);
      // One that failed is asked for again, for the network may be back.
      found.catch(() => loading.delete(name));
      loading.set(name, found);
    }
    return found;
  }

  let entries = 0;
  /** @type {Promise<Contents>} with the first page of each piece of entries, in place of how many pages it has */
  const manifest = contents.then((/** @type {Contents} */ { pages, ...found }) => {
    if (found.version !== VERSION) throw new Error(`a search index of version ${found.version}`);
    entries = found.entries;
    let first = 0;
    return { ...found, pages: pages.map((count) => (first += count) - count) };
  });

  /**
   * The index of the last item that is not greater than a value; 0 if all are.
   *
   * @template T
   * @param {T[]} items in order
   * @param {T} value
   */
  function place(items, value) {
    let [low, high] = [0, items.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (items[middle] <= value) low = middle + 1;
      else high = middle;
    }
    return Math.max(low - 1, 0);
  }

  /**
   * The words that begin like a term. A term of a letter or two begins too many, so only its own piece is loaded.
   *
   * @param {string} term
   * @returns {Promise<Words>}
   */
  async function around(term) {
    const { words } = await manifest;
    if (!words.length) return {};
    const start = term.slice(0, prefix);
    const first = place(words, start);
    const last = start.length < prefix ? first : place(words, `${start}\uffff`);
    const wanted = new Set([place(words, term)]);
    for (let piece = first; piece <= Math.min(last, first + MOST_PIECES - 1); piece++) wanted.add(piece);
    return Object.assign({}, ...(await Promise.all([...wanted].map((piece) => load(`words-${piece}.json`)))));
  }

  /**
   * How rare a term is in all entries, as lunr counts it; undefined for a term of which nothing is known.
   *
   * @param {string} term
   */
  function rareness(term) {
    const count = texts.get(term);
    return count && Math.log(1 + Math.abs((entries - count + 0.5) / (count + 0.5)));
  }

  /**
   * The words of the index that a typed word means, and how much each counts.
   *
   * @param {string} typed
   * @param {boolean} isLast
   * @param {[string, string][]} pairs the terms of two words in one, each with both of them
   * @returns {Promise<[number[], number][]>}
   */
  async function meant(typed, isLast, pairs) {
    const wanted = terms(typed);
    const whole = pairs.filter(([word]) => word === typed).map(([, term]) => term);
    /** @type {Words} */
    const words = Object.assign({}, ...(await Promise.all([...wanted, ...whole].map(around))));
    /** @type {Map<string, number[][]>} */
    const byTerm = new Map();
    for (const [word, postings] of Object.entries(words)) {
      for (const term of terms(word)) byTerm.set(term, [...(byTerm.get(term) ?? []), postings]);
    }
    for (const [term, found] of byTerm) texts.set(term, found.reduce((sum, [count]) => sum + count, 0));
    const counting = (/** @type {string[]} */ found, /** @type {number} */ boost) =>
      found.flatMap((term) =>
        (byTerm.get(term) ?? []).map((postings) => /** @type {[number[], number]} */ ([postings, boost * (rareness(term) ?? 0)])),
      );
    const exact = [...wanted, ...whole].filter((term) => byTerm.has(term));
    const begun =
      isLast || !exact.length ? [...byTerm.keys()].filter((known) => wanted.some((term) => known !== term && known.startsWith(term))) : [];
    if (exact.length || begun.length) return [...counting(exact, boosts.EXACT), ...counting(begun, boosts.BEGINNING)];
    const groups = typed.split(/[\s-]+/);
    if (groups.length > 1) return (await Promise.all(groups.map((group) => meant(group, false, [])))).flat();
    return counting([...new Set(wanted.flatMap((term) => near(term, byTerm.keys())))], boosts.NEAR);
  }

  /**
   * The guides that fit a query best, as numbers.
   *
   * @param {string} query
   */
  async function best(query) {
    const { meant: typed, operators, last } = read(query);
    const signed = operators.flatMap((part) => String(part).split(/[^\p{L}\p{N}]+/u)).filter(Boolean);
    const words = [...new Set([...typed, ...signed])];
    const pairs = joined(typed);
    const { depth } = await manifest;
    /** @type {Map<number, {score: number, words: number}>} */
    const scored = new Map();
    for (const found of await Promise.all(words.map((word) => meant(word, word === last, pairs)))) {
      /** @type {Map<number, number>} */
      const scores = new Map();
      for (const [[, ...numbers], weight] of found) {
        for (let index = 0, entry = 0; index < numbers.length; index += 2) {
          entry += numbers[index];
          scores.set(entry, Math.max(scores.get(entry) ?? 0, weight * numbers[index + 1]));
        }
      }
      for (const [entry, score] of scores) {
        const known = scored.get(entry) ?? { score: 0, words: 0 };
        scored.set(entry, { score: known.score + score, words: known.words + 1 });
      }
    }
    /** @type {Map<number, number>} */
    const guides = new Map();
    for (const [entry, found] of scored) {
      const guide = Math.floor(entry / depth);
      // As Material does: more of the words, and a page before its sections.
      const share = Number(entry % depth === 0) + found.words / words.length;
      guides.set(guide, Math.max(guides.get(guide) ?? 0, found.score * (1 + share ** 2)));
    }
    return [...guides].sort(([, one], [, other]) => other - one).slice(0, MOST_GUIDES).map(([guide]) => guide);
  }

  /**
   * The entries of the guides that fit a query best.
   *
   * @param {string} query
   * @returns {Promise<object[]>}
   */
  async function entriesFor(query) {
    const { pages } = await manifest;
    // In the order of the index, in which the worker has them if it has all.
    const found = (await best(query)).sort((one, other) => one - other).map(async (guide) => {
      const piece = place(pages, guide);
      return (await load(`entries-${piece}.json`))[guide - pages[piece]];
    });
    return (await Promise.all(found)).flat();
  }

  return { ready: manifest, entriesFor, rareness };
};
