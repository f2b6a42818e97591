/*
 * What a search worker knows of words: the same stem for every ending, with and without diacritics, a mistyped
 * word, a word that is not finished yet.
 *
 * Words of the index and of a query take the same way. Material's worker hangs a star on every word of a query, and
 * lunr lets such a word skip its pipeline; so queries are brought to the terms of the index before it gets them.
 */
self.izejaWords = ({ language, fields }) => {
  const [SETUP, QUERY, RESULT] = [0, 2, 3];
  const [EXACT, BEGINNING, NEAR] = [8, 2, 3];
  const MARKED = /<mark[^>]*>(.*?)<\/mark>/g;
  const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", ё: "е" };

  let vocabulary = []; // all terms of the index, in order
  const waiting = []; // of the queries that Material's worker has not answered yet, what they ask for

  /** A word without diacritics, where the script has letters without them. */
  function fold(word) {
    return word
      .normalize("NFD")
      .replace(/([\p{Script=Latin}\p{Script=Greek}])\p{M}+/gu, "$1")
      .normalize("NFC")
      .replace(/[ßæœøłđðþıё]/g, (letter) => LETTERS[letter]);
  }

  /** A word without what stands around it: signs, the English `'s`, an article like the French `l'`. */
  function trim(word) {
    return word
      .toLowerCase()
      .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "")
      .replace(/^\p{L}{1,2}['’]|['’]s$/gu, "");
  }

  const pipeline = new lunr.Pipeline();
  const { stemmer, stopWordFilter } = language === "en" ? lunr : (lunr[language] ?? {});
  if (stemmer) pipeline.add(stemmer);

  const known = new Map();

  /** What a word is in the index: one term or several. */
  function terms(text) {
    const word = trim(text);
    if (!known.has(word)) {
      const made = word ? [word, fold(word)].flatMap((one) => pipeline.runString(one)).map(fold) : [];
      known.set(word, [...new Set(made)]);
    }
    return known.get(word);
  }

  const stage = (token) => terms(token.toString()).map((term) => token.clone(() => term));
  lunr.Pipeline.registerFunction(stage, "izeja");

  const stages = new lunr.Pipeline();
  stages.add(stage);

  // The first entry comes when Material has set up everything else; the words of queries are terms already.
  lunr.Builder = class extends lunr.Builder {
    add(...entry) {
      this.pipeline = stages;
      this.searchPipeline = new lunr.Pipeline();
      super.add(...entry);
    }

    build() {
      const built = super.build();
      vocabulary = Object.keys(built.invertedIndex).sort();
      return built;
    }
  };

  /** How many letters are to be added, dropped, changed or swapped to make one word of the other. */
  function distance(one, other, most) {
    let [before, last] = [[], Array.from({ length: other.length + 1 }, (_, column) => column)];
    for (let row = 1; row <= one.length; row++) {
      const next = [row];
      for (let column = 1; column <= other.length; column++) {
        const same = one[row - 1] === other[column - 1];
        next[column] = Math.min(last[column] + 1, next[column - 1] + 1, last[column - 1] + !same);
        if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]) {
          next[column] = Math.min(next[column], before[column - 2] + 1);
        }
      }
      if (Math.min(...next) > most) return most + 1;
      [before, last] = [last, next];
    }
    return last[other.length];
  }

  /** The terms of the index that a mistyped one is most likely meant to be. */
  function near(term) {
    let most = term.length < 4 ? 0 : term.length < 8 ? 1 : 2;
    let found = [];
    for (const known of most ? vocabulary : []) {
      if (Math.abs(known.length - term.length) > most || /[:~^*+]/.test(known)) continue;
      const far = distance(term, known, most);
      if (far < most) [most, found] = [far, []];
      if (far <= most) found.push(known);
    }
    const alike = found.filter((known) => known[0] === term[0]);
    return (alike.length ? alike : found).slice(0, 4);
  }

  /** Where in the vocabulary a term is, or would be. */
  function place(term) {
    let [low, high] = [0, vocabulary.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (vocabulary[middle] < term) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function isStopWord(word) {
    return stopWordFilter !== undefined && stopWordFilter(new lunr.Token(word)) === undefined;
  }

  /** What a word asks for: its terms, what begins with them if it may go on, or else what it was meant to be. */
  function clauses(word, isLast) {
    const exact = terms(word).filter((term) => vocabulary[place(term)] === term);
    const begun = isLast || !exact.length ? terms(word).filter((term) => vocabulary[place(term)]?.startsWith(term)) : [];
    const asked = [...exact.map((term) => `${term}^${EXACT}`), ...begun.map((term) => `${term}*^${BEGINNING}`)];
    if (asked.length) return asked;
    const guessed = terms(word).flatMap(near);
    return guessed.length ? guessed.map((term) => `${term}^${NEAR}`) : terms(word).map((term) => `${term}^1`);
  }

  /** What lunr's query language says of a part of the query, with terms in place of words. */
  function marked(part) {
    const [, sign, field, body, star, behind] = part.match(/^([+-]?)((?:title|text|tags):)?(.*?)(\*?)((?:[~^]\d*)*)$/);
    if (!sign && !field && !star && !behind) return null;
    return body
      .split(/[\s\-:~^*+]+/)
      .flatMap((word) => terms(word).slice(0, 1))
      .map((term) => `${sign}${field ?? ""}${term}${star}${behind}`)
      .join(" ");
  }

  /** A query in the terms of the index, the words that it was made of with their terms, and the last of them. */
  function translate(query) {
    const parts = query
      .split(/"([^"]*)"/)
      .flatMap((text, quoted) => text.split(/\s+/).filter(Boolean).map((part) => (quoted & 1 ? `+${part}` : part)));
    const operators = parts.map(marked).filter(Boolean);
    const plain = parts.filter((part) => marked(part) === null).flatMap((part) => part.split(/[\s\-:~^*+"\\]+/));
    const words = [...new Set(plain.map(trim).filter(Boolean))];
    const telling = words.filter((word) => !isStopWord(word));
    const meant = telling.length ? telling : words;
    const last = words.at(-1) ?? "";
    const asked = new Map(meant.map((word) => [word, clauses(word, word === last)]));
    return { query: [...operators, ...[...asked.values()].flat()].join(" "), asked, last };
  }

  function texts(entry) {
    return [entry.title, entry.text, ...(entry.tags ?? [])].filter(Boolean);
  }

  /** Say in an entry's own words what was found there, and in the customer's what was not. */
  function named(entry, asked) {
    const isMissing = (clause) => entry.terms[clause.replace(/\*?\^\d+$/, "")] === false;
    const missing = [...asked].filter(([, clauses]) => clauses.every(isMissing)).map(([word]) => word);
    // The page marks the first of these that fits, so the longest comes first.
    const found = foundIn(entry).sort((one, other) => other.length - one.length);
    const told = [...found.map((word) => [word, true]), ...missing.map((word) => [word, false])];
    return { ...entry, terms: Object.fromEntries(told.filter(([word]) => word)) };
  }

  function foundIn(entry) {
    return texts(entry).flatMap((text) => [...text.matchAll(MARKED)].map((mark) => trim(mark[1])));
  }

  /**
   * A guide with the step that fits best: the one with most of the words, then with most of them as they were typed.
   * Material would fold every step away that fits less well than its page, which is shown above it in any case.
   */
  function withStep(group, asked) {
    const share = ({ terms }) => Object.values(terms).filter(Boolean).length;
    const alike = (entry) => new Set(foundIn(entry).filter((word) => asked.has(word))).size;
    const page = group.find(({ location }) => !location.includes("#"));
    const steps = group.filter((entry) => entry !== page && entry.score);
    const most = Math.max(...steps.map(share));
    const [step] = steps.filter((entry) => share(entry) === most).sort((one, other) => alike(other) - alike(one));
    if (!step || share(step) < share(page)) return group;
    const best = Math.max(...group.map(({ score }) => score));
    // What scores like the first is shown.
    return [{ ...step, score: best }, page, ...group.filter((entry) => entry !== page && entry !== step)];
  }

  /** The rest of the word that is being typed, as the titles that were found have it. */
  function suggested(items, last) {
    const words = items.flat().flatMap(({ title }) => title.replace(/<[^>]*>/g, "").split(/\s+/).map(trim));
    const whole = words.find((word) => last && word.startsWith(last) && word !== last);
    return whole ? [whole] : [];
  }

  /** A message to Material's worker: the index is to be built without any other language, queries are translated. */
  function told({ type, data }) {
    if (type === SETUP) {
      const config = { ...data.config, lang: ["en"], pipeline: [], fields: fields ?? data.config.fields };
      return { type, data: { ...data, config } };
    }
    if (type !== QUERY) return { type, data };
    const { query, ...rest } = translate(data);
    waiting.push(rest);
    return { type, data: query };
  }

  /** A message of Material's worker: what was found, in words again. */
  function answered({ type, data }) {
    if (type !== RESULT) return { type, data };
    const { asked, last } = waiting.shift();
    const items = data.items.map((group) => withStep(group, asked).map((entry) => named(entry, asked)));
    return { type, data: { ...data, items, ...(data.suggest && { suggest: suggested(items, last) }) } };
  }

  return { told, answered };
};
