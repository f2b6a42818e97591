/*
 * The search worker of a site without MkDocs: lunr, behind the messages of Material's worker, so that `search.js` and
 * `search-words.js` need not know which of the two they are with. The build puts lunr before it.
 *
 * A page sends 0 with the entries, and is answered 1; it sends 2 with a query, and is answered 3 with the entries found.
 */
(function () {
  const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3];

  // What a pack of lunr needs, such as `lunr.lv.js`; its trimmer is used by nobody.
  lunr.trimmerSupport = { generateTrimmer: () => (/** @type {lunr.Token} */ token) => token };

  /** @type {lunr.Index} */
  let index;
  /** @type {Map<string, Page>} */
  let entries = new Map();
  /** For the position of each token where it begins and ends in its text. @type {[number, number][]} */
  let places = [];

  /**
   * The words of a text. Positions of neighbours differ by one, and those of words with a tag between them by more.
   *
   * @param {string | string[] | undefined} text
   */
  function tokenize(text) {
    const tokens = [];
    for (const part of [text ?? ""].flat()) {
      for (const found of part.matchAll(/<[^>]*>|[^<\s]+/g)) {
        if (found[0][0] !== "<") tokens.push(new lunr.Token(found[0].toLowerCase(), { position: places.length }));
        places.push([found.index, found.index + found[0].length]);
      }
    }
    return tokens;
  }

  /** @param {{config: {fields: Record<string, {boost: number}>}, docs: Page[]}} setup */
  function begin({ config, docs }) {
    entries = new Map(docs.map((entry) => [entry.location, entry]));
    places = [];
    index = lunr(function () {
      this.metadataWhitelist = ["position"];
      this.b(0);
      this.tokenizer = tokenize;
      this.ref("location");
      for (const [name, { boost }] of Object.entries(config.fields)) this.field(name, { boost });
      for (const entry of docs) this.add(entry);
    });
  }

  /** @param {Page} entry */
  function pageOf({ location }) {
    const page = location.split("#")[0];
    return entries.has(page) ? page : location;
  }

  /**
   * A text with marks around the words that were found.
   *
   * @param {string} text
   * @param {number[]} positions
   */
  function marked(text, positions) {
    let html = "";
    let end = 0;
    for (const position of [...new Set(positions)].sort((one, other) => one - other)) {
      const [first, last] = places[position];
      html += `${text.slice(end, first)}<mark>${text.slice(first, last)}</mark>`;
      end = last;
    }
    return html + text.slice(end);
  }

  /**
   * Which clauses of a query an entry has.
   *
   * @param {string[]} asked
   * @param {string[]} found
   */
  function termsOf(asked, found) {
    return Object.fromEntries(asked.map((term) => [term, found.some((one) => one.startsWith(term))]));
  }

  /** @param {string} query */
  function asked(query) {
    const parsed = new lunr.Query(["title", "text", "tags"]);
    new lunr.QueryParser(query, parsed).parse();
    const wanted = parsed.clauses.filter(({ presence }) => presence !== lunr.Query.presence.PROHIBITED);
    return [...new Set(wanted.map(({ term }) => term.replace(/^\*|\*$/g, "")))];
  }

  /**
   * The entries that fit a query, those of a page together.
   *
   * @param {string} query
   */
  function search(query) {
    const wanted = asked(query);
    /** @type {Map<string, Entry[]>} */
    const pages = new Map();
    const found = index.search(query).map(({ ref, score, matchData: { metadata } }) => {
      const entry = /** @type {Page} */ (entries.get(ref));
      const terms = termsOf(wanted, Object.keys(metadata));
      const at = (/** @type {string} */ field) => Object.values(metadata).flatMap((one) => one[field]?.position ?? []);
      const share = Object.values(terms).filter(Boolean).length / wanted.length;
      const boost = Number(pageOf(entry) === ref) + share;
      const texts = { title: marked(entry.title, at("title")), text: marked(entry.text ?? "", at("text")) };
      return { ...entry, ...texts, score: score * (1 + boost ** 2), terms };
    });
    for (const entry of found.sort((one, other) => other.score - one.score)) {
      const page = pageOf(entry);
      pages.set(page, [...(pages.get(page) ?? []), entry]);
    }
    for (const [page, group] of pages) {
      const entry = /** @type {Page} */ (entries.get(page));
      if (!group.some(({ location }) => location === page)) group.push({ ...entry, score: 0, terms: {} });
    }
    return { items: [...pages.values()] };
  }

  addEventListener("message", ({ data: { type, data } }) => {
    if (type === SETUP) {
      begin(data);
      self.postMessage({ type: READY });
    }
    if (type === QUERY) self.postMessage({ type: RESULT, data: data.trim() ? search(data) : { items: [] } });
  });
})();
