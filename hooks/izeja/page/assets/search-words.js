/**
 * How a search worker understands words: one stem for all endings, with and without diacritics, a mistyped word, a
 * word that is not finished yet, a number however its digits are grouped.
 *
 * Words of the index and of a query go through the same functions. Material's worker adds a star to every word of a
 * query, and lunr lets such a word skip its pipeline; so queries are turned into terms of the index before it gets them.
 *
 * @typedef {{term: string, start: string, tolerance: number}} Wanted
 */
self.izejaWords = ({ language, fields, unknown: told }, rareness) => {
  const [SETUP, QUERY, RESULT] = [0, 2, 3];
  const [EXACT, BEGINNING, NEAR] = [8, 2, 3];
  // Soft hyphens and other signs that nobody sees; apostrophes and hyphens inside of a word; what divides its parts.
  const UNSEEN = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;
  const INSIDE = /['’ʼ‘\-\u2010\u2011]/gu;
  const PLAIN = /^[a-z]*$/;
  // How many letters of a term lead to its piece of the index, and tell most words that have another stem.
  const PREFIX = 3;
  const PARTS = /[^\p{L}\p{M}\p{N}'’ʼ‘]+/u;
  /** @type {Record<string, string>} */
  const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", ё: "е" };

  // With fewer digits, a number is a word like others; with more, it is a table.
  const [FEWEST_DIGITS, MOST_DIGITS, MOST_GROUPS] = [5, 20, 6];
  // A text, for a browser that does not know it (Safari before 16.4) is then without words, and still searches.
  const NUMBER = new RegExp("(?<![\\p{L}\\p{N}])[+(]*\\p{Nd}[\\p{Nd}\\s()./\\u2010-\\u2015-]*(?![\\p{L}\\p{N}])", "gu");
  const GROUP = /^[+(]*\p{Nd}[\p{Nd}()./\u2010-\u2015-]*$/u;
  const BETWEEN_GROUPS = /[\u2010-\u2015-]+/;
  // The codes of countries (ITU-T E.164); none begins like another.
  const COUNTRY = /^(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})/;

  /** @type {string[]} all terms of the index, in order */
  let vocabulary = [];
  /** @type {Question[]} for each query that Material's worker has not answered yet */
  const waiting = [];
  /** @type {(term: string) => number} how rare a term of the index is */
  let rarity = () => 0;
  /** @type {Map<string, number>} in which order the index has its entries */
  const order = new Map();

  /**
   * A word without diacritics, where the script has letters without them.
   *
   * @param {string} word
   */
  function fold(word) {
    if (PLAIN.test(word)) return word;
    return word
      .normalize("NFD")
      .replace(/([\p{Script=Latin}\p{Script=Greek}])\p{M}+/gu, "$1")
      .normalize("NFC")
      .replace(/[ßæœøłđðþıё]/g, (letter) => LETTERS[letter]);
  }

  /**
   * A word without punctuation around it, the English `'s` and an article like the French `l'`.
   *
   * @param {string} word
   */
  function trim(word) {
    if (PLAIN.test(word)) return word;
    return word
      .replace(UNSEEN, "")
      .toLowerCase()
      .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "")
      .replace(/['’]s$/u, "")
      .replace(/^\p{L}{1,2}['’]/u, "");
  }

  /**
   * A number as one word, in each way that it may be written elsewhere: also without the code of its country, or the zero
   * before it. None for other words. (`izeja.site.search_numbers` does the same.)
   *
   * @param {string} text
   */
  function forms(text) {
    if (PLAIN.test(text)) return [];
    // Arabic and Persian digits end with the bits of their values.
    const plain = text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => `${digit.charCodeAt(0) & 15}`).replaceAll("(0)", "");
    const digits = plain.replace(/\D/g, "");
    if (/\p{L}/u.test(plain) || digits.length < FEWEST_DIGITS || digits.length > MOST_DIGITS) return [];
    const abroad = /^\W*(?:\+|00)/.test(plain) ? digits.replace(/^00/, "") : "";
    const made = [digits, digits.replace(/^0/, ""), abroad, abroad.replace(COUNTRY, "")];
    return made.filter(({ length }) => length >= FEWEST_DIGITS);
  }

  /**
   * Whether a token is the next group of digits of the same number: Material counts the tokens of a block of text.
   *
   * @param {lunr.Token | undefined} one
   * @param {lunr.Token | undefined} next
   */
  function goesOn(one, next) {
    if (!one || !next || !GROUP.test(`${one}`) || !GROUP.test(`${next}`) || `${next}`.startsWith("+")) return false;
    const [here, there] = [one, next].map(({ metadata }) => metadata.position);
    return there === here + 1;
  }

  /**
   * The numbers that a group of digits is part of, each from another group on.
   *
   * @param {number} index
   * @param {lunr.Token[]} tokens
   */
  function inGroups(index, tokens) {
    if (!GROUP.test(`${tokens[index]}`)) return [];
    let [first, last] = [index, index];
    while (index - first < MOST_GROUPS && goesOn(tokens[first - 1], tokens[first])) first--;
    while (last - index < MOST_GROUPS && goesOn(tokens[last], tokens[last + 1])) last++;
    const groupsOf = (/** @type {lunr.Token[]} */ some) => some.flatMap((one) => String(one).split(BETWEEN_GROUPS)).filter(Boolean);
    const groups = groupsOf(tokens.slice(first, last + 1));
    const starts = groups.length > 1 ? groupsOf(tokens.slice(first, index + 1)) : [];
    return starts.flatMap((_, start) => forms(groups.slice(start).join(" ")));
  }

  const pipeline = new lunr.Pipeline();
  /** @type {Partial<lunr.Language>} */
  const { stemmer, stopWordFilter } = language === "en" ? lunr : (/** @type {any} */ (lunr)[language] ?? {});
  if (stemmer) pipeline.add(stemmer);

  /** @type {Map<string, string[]>} */
  const known = new Map();

  /**
   * The terms of a word in the index: the word without apostrophes and hyphens (`antivirus`), and its parts if it has some
   * (`anti`, `virus`).
   *
   * @param {string} text
   * @returns {string[]}
   */
  function terms(text) {
    const word = trim(text);
    const key = /^\p{L}/u.test(text) ? word : text;
    let found = known.get(key);
    if (!found) {
      // A number of several groups is in the index as one word.
      const whole = /\s/.test(word) ? [] : [word];
      const parts = whole.flatMap((one) => one.split(PARTS)).map(trim);
      const specific = parts.length > 1 ? parts.filter((part) => part && !isStopWord(part)) : [];
      found = [...new Set([...[...whole, ...specific].flatMap(stems), ...forms(text)])];
      known.set(key, found);
    }
    return found;
  }

  /** @param {string} word */
  function stems(word) {
    const bare = word.replace(INSIDE, "");
    return bare ? [...new Set([bare, fold(bare)])].flatMap((one) => pipeline.runString(one)).map(fold) : [];
  }

  /** @type {Wanted[] | null} what the query means for which an index is made; null for an index with all terms */
  let wanted = null;
  /** @type {Map<string, string[]>} */
  const needed = new Map();

  /** @param {string} term */
  function isNeeded(term) {
    const isNear = (/** @type {Wanted} */ one) =>
      Math.abs(term.length - one.term.length) <= one.tolerance && distance(one.term, term, one.tolerance) <= one.tolerance;
    return !wanted || wanted.some((one) => term.startsWith(one.term) || isNear(one));
  }

  /**
   * The terms of a word that the index has to have. Most words are like nothing that is wanted, and need no stem. Those of
   * the same stem begin with the same letter (`pērku` and `pirkt`), or have its beginning inside (`jāmaksā`); the last letter
   * of a short one can be another in the word (`try` and `tri`).
   *
   * @param {string} text
   */
  function neededOf(text) {
    let found = needed.get(text);
    if (!found) {
      const bare = fold(text);
      const isOther =
        PLAIN.test(bare) &&
        wanted?.every(({ start, tolerance }) => !tolerance && bare[0] !== start[0] && !bare.includes(start));
      found = isOther ? [] : terms(text).filter(isNeeded);
      needed.set(text, found);
    }
    return found;
  }

  /**
   * @param {lunr.Token} token
   * @param {number} index
   * @param {lunr.Token[]} tokens
   */
  const stage = (token, index, tokens) => {
    const found = new Set(neededOf(`${token}`));
    for (const number of inGroups(index, tokens)) if (isNeeded(number)) found.add(number);
    return [...found].map((term) => token.clone(() => term));
  };
  lunr.Pipeline.registerFunction(stage, "izeja");

  const stages = new lunr.Pipeline();
  stages.add(stage);

  // Material calls `add` for the first entry after it has set up everything else. The words of queries are terms already.
  lunr.Builder = class extends lunr.Builder {
    /** @param {unknown[]} entry */
    add(...entry) {
      const { location } = /** @type {Page} */ (entry[0]);
      order.set(location, order.size);
      this.pipeline = stages;
      this.searchPipeline = new lunr.Pipeline();
      super.add(...entry);
    }

    build() {
      // An index of some entries ranks them as that of all entries would.
      const own = lunr.idf;
      const { invertedIndex, documentCount } = this;
      rarity = (term) => rareness(term) ?? (invertedIndex[term] ? own(invertedIndex[term], documentCount) : 0);
      const names = new Map(Object.entries(this.invertedIndex).map(([term, posting]) => [posting, term]));
      lunr.idf = (posting, count) => rareness(names.get(posting) ?? "") ?? own(posting, count);
      const built = super.build();
      lunr.idf = own;
      vocabulary = Object.keys(built.invertedIndex).sort();
      return built;
    }
  };

  /**
   * How many letters must be added, dropped, changed or swapped to turn one word into the other: the distance of
   * Damerau and Levenshtein.
   *
   * @param {string} one
   * @param {string} other
   * @param {number} most stop counting beyond this
   */
  function distance(one, other, most) {
    /** @type {number[]} */
    let before = [];
    let last = [0];
    for (let column = 1; column <= other.length; column++) last.push(column);
    for (let row = 1; row <= one.length; row++) {
      const next = [row];
      let least = row;
      for (let column = 1; column <= other.length; column++) {
        const same = one[row - 1] === other[column - 1];
        let far = Math.min(last[column] + 1, next[column - 1] + 1, last[column - 1] + Number(!same));
        if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]) {
          far = Math.min(far, before[column - 2] + 1);
        }
        next.push(far);
        if (far < least) least = far;
      }
      if (least > most) return most + 1;
      [before, last] = [last, next];
    }
    return last[other.length];
  }

  /**
   * How many letters of a term may be mistyped. Another number is another number.
   *
   * @param {string} term
   */
  function tolerance(term) {
    return term.length < 4 || !/\p{L}/u.test(term) ? 0 : term.length < 8 ? 1 : 2;
  }

  /**
   * The terms that a mistyped one most likely means.
   *
   * @param {string} term
   * @param {Iterable<string>} terms those that there are
   */
  function near(term, terms) {
    let most = tolerance(term);
    /** @type {string[]} */
    let found = [];
    for (const known of most ? terms : []) {
      if (Math.abs(known.length - term.length) > most || /[:~^*+]/.test(known)) continue;
      const far = distance(term, known, most);
      if (far < most) [most, found] = [far, []];
      if (far <= most) found.push(known);
    }
    const alike = found.filter((known) => known[0] === term[0]);
    return (alike.length ? alike : found).slice(0, 4);
  }

  /**
   * The index in the vocabulary at which a term is, or would be.
   *
   * @param {string} term
   */
  function place(term) {
    let [low, high] = [0, vocabulary.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (vocabulary[middle] < term) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** @param {string} word */
  function isStopWord(word) {
    return stopWordFilter !== undefined && stopWordFilter(new lunr.Token(word)) === undefined;
  }

  /**
   * What a word asks for: its terms, what begins with them if more may be typed, or else the terms that it is close to.
   *
   * @param {string} word
   * @param {boolean} isLast
   * @param {Set<string>} unknown gets the word if it is a number that the index has not: another one may be close, but
   *   is not meant
   * @returns {string[]}
   */
  function clauses(word, isLast, unknown) {
    const exact = terms(word).filter((term) => vocabulary[place(term)] === term);
    const begun = isLast || !exact.length ? terms(word).filter((term) => vocabulary[place(term)]?.startsWith(term)) : [];
    const asked = [...exact.map((term) => `${term}^${EXACT}`), ...begun.map((term) => `${term}*^${BEGINNING}`)];
    if (asked.length) return asked;
    if (/\p{N}/u.test(word)) unknown.add(word);
    const groups = word.split(/\s+/);
    if (groups.length > 1) return groups.flatMap((group) => clauses(group, false, new Set()));
    const guessed = terms(word).flatMap((term) => near(term, vocabulary));
    return guessed.length ? guessed.map((term) => `${term}^${NEAR}`) : terms(word).map((term) => `${term}^1`);
  }

  /**
   * The words of a query that are one word in the index ("auto renew", `auto-renew`), each with this word.
   *
   * @param {string[]} typed
   * @returns {[string, string][]}
   */
  function joined(typed) {
    return typed.slice(1).flatMap((word, before) => {
      const [term] = stems(typed[before] + word);
      return [[typed[before], term], [word, term]];
    });
  }

  /**
   * A part of a query that uses the signs of lunr's query language, with terms in place of words; null without signs.
   *
   * @param {string} part
   */
  function marked(part) {
    const [, sign, field, body, star, behind] =
      part.match(/^([+-]?)((?:title|text|tags):)?(.*?)(\*?)((?:[~^]\d*)*)$/) ?? [];
    if (!sign && !field && !star && !behind) return null;
    return body
      .split(/[\s\-:~^*+]+/)
      .flatMap((word) => terms(word).slice(0, 1))
      .map((term) => `${sign}${field ?? ""}${term}${star}${behind}`)
      .join(" ");
  }

  /**
   * The words of a query that count, those parts that use lunr's signs, and the last word that was typed.
   *
   * @param {string} query
   */
  function read(query) {
    /** @type {string[]} */
    const numbers = [];
    const rest = query.replace(NUMBER, (number) => {
      if (!forms(number).length) return number;
      numbers.push(number.trim());
      return " ";
    });
    const parts = rest
      .split(/"([^"]*)"/)
      .flatMap((text, quoted) => text.split(/\s+/).filter(Boolean).map((part) => (quoted & 1 ? `+${part}` : part)));
    const operators = parts.map(marked).filter(Boolean);
    const plain = parts.filter((part) => marked(part) === null).flatMap((part) => part.split(/[\s:~^*+"\\]+/));
    const words = [...new Set([...plain.map(trim), ...numbers].filter((word) => terms(word).length))];
    const specific = words.filter((word) => !isStopWord(word));
    return { operators, meant: specific.length ? specific : words, typed: words, last: words.at(-1) ?? "" };
  }

  /**
   * What a query may mean, as long as it has no signs: terms, how they begin, and how many of their letters may be mistyped
   * if no text has them. An index of nothing else is made in half of the time.
   *
   * @param {string} query
   * @returns {Wanted[] | null}
   */
  function wantedBy(query) {
    const { operators, meant } = read(query);
    if (operators.length) return null;
    const groups = meant.flatMap((word) => [word, ...word.split(/\s+/)]);
    const mistyped = (/** @type {string} */ term) => (rareness(term) === undefined ? tolerance(term) : 0);
    const asked = groups.flatMap(terms).map((term) => ({ term, tolerance: mistyped(term) }));
    const whole = joined(meant).map(([, term]) => ({ term, tolerance: 0 }));
    const start = (/** @type {string} */ term) => term.slice(0, Math.min(PREFIX, Math.max(term.length - 1, 1)));
    return [...asked, ...whole].map((one) => ({ ...one, start: start(one.term) }));
  }

  /**
   * A query in the terms of the index, and what it asks for.
   *
   * @param {string} query
   */
  function translate(query) {
    const { operators, meant, typed, last } = read(query);
    const unknown = /** @type {Set<string>} */ (new Set());
    const asked = new Map(meant.map((word) => [word, clauses(word, word === last, unknown)]));
    for (const [word, term] of joined(meant)) if (vocabulary[place(term)] === term) asked.get(word)?.push(`${term}^${EXACT}`);
    return { query: [...operators, ...new Set([...asked.values()].flat())].join(" "), asked, typed, last, unknown };
  }

  /**
   * A message on its way to Material's worker: it builds the index without any other language, and queries are translated.
   *
   * @param {Message} message
   * @returns {Message}
   */
  function toMaterial({ type, data }) {
    if (type === SETUP) {
      order.clear();
      needed.clear();
      wanted = data.about === undefined ? null : wantedBy(data.about);
      // Whole words, so that those with a hyphen have their terms together.
      const separator = "[\\s\\u00a0]+";
      const config = { ...data.config, lang: ["en"], pipeline: [], separator, fields: fields ?? data.config.fields };
      return { type, data: { ...data, config } };
    }
    if (type !== QUERY) return { type, data };
    const { query, ...rest } = translate(data);
    waiting.push(rest);
    return { type, data: query };
  }

  /**
   * A message of Material's worker: the results, with terms turned back into words.
   *
   * @param {Message} message
   * @returns {Message}
   */
  function fromMaterial({ type, data }) {
    const query = type === RESULT && waiting.shift();
    if (!query) return { type, data };
    return { type, data: results(data, query) };
  }

  const boosts = { EXACT, BEGINNING, NEAR };
  const results = self.izejaResults({ trim, terms, rarity: (term) => rarity(term), order, boosts, told });
  return { toMaterial, fromMaterial, read, joined, terms, near, boosts, prefix: PREFIX };
};
