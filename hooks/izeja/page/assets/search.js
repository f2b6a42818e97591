/*
 * The search worker of one language: Material's own, over the entries of this language only.
 *
 * The build puts `self.izejaSearch` before this text:
 * - `worker`: where Material's worker is
 * - `index`: where the entries of the language are, or null if the page has them
 * - `pieces`: the folder of the index in pieces (`search-pieces.js`), or null for few pages
 * - `scripts`: those that know words (`search-words.js`, and what lunr has for the language), as far as the worker has them
 *   not itself; null to leave words to Material
 * - `language`: its language
 * - `fields`: how much each field counts, or null to leave that to the site
 * - `unknown`: what to say of a number that no page has, as HTML with `{number}`, or null
 *
 * If the words fail, Material's search goes on as it would without them. So this file is plain, and asks for no
 * newer JavaScript than Material does.
 */
(function () {
  var settings = self.izejaSearch;
  var MOST_LETTERS = 300;
  var MOST_WORDS = 20;
  var LONGEST_WORD = 40;
  var FURTHEST = 2;
  var HEAVIEST = 99;
  /** @type {Promise<object[] | null> | null} */
  var entries = null;
  /** @type {ReturnType<typeof self.izejaWords> | null} */
  var words = null;
  /** @type {ReturnType<typeof self.izejaPieces> | null} */
  var pieces = null;
  /** @type {Message} */
  var setup;
  /** @type {(() => void) | null} called when Material has the entries for a query */
  var gotEntries = null;
  // Messages are passed on one after another, in the order in which they came.
  /** @type {Promise<unknown>} */
  var turn = Promise.resolve();

  /** @param {string} file */
  function load(file) {
    return fetch(file).then(function (answer) {
      if (!answer.ok) throw new Error(answer.status + ": " + answer.url);
      return answer.json();
    });
  }

  /** @param {unknown} error */
  function failed(error) {
    console.warn(error);
    return null;
  }

  /** @param {Message} message */
  function withEntries(message) {
    if (message.type !== 0 || !entries) return message;
    return entries.then(function (docs) {
      return docs ? { type: 0, data: Object.assign({}, message.data, { docs: docs }) } : message;
    });
  }

  /**
   * Give Material the entries that a query needs, in place of those that it had.
   *
   * @param {Message} message
   * @returns {Message | Promise<Message>}
   */
  function afterItsEntries(message) {
    if (!pieces) return message;
    if (message.type === 0) {
      setup = message;
      // If the pieces are not there, all entries are.
      return pieces.ready.then(
        function () {
          return message;
        },
        function (error) {
          failed(error);
          pieces = null;
          loadEntries();
          return withEntries(message);
        },
      );
    }
    if (message.type !== 2) return message;
    return pieces
      .entriesFor(message.data)
      .then(function (docs) {
        return new Promise(function (resolve) {
          gotEntries = /** @type {() => void} */ (resolve);
          pass({ type: 0, data: Object.assign({}, setup.data, { docs: docs, about: message.data }) });
        });
      })
      .catch(failed)
      .then(function () {
        return message;
      });
  }

  function loadEntries() {
    if (!settings.index) return;
    entries = load(settings.index).catch(function (error) {
      // Without entries nothing is found, so the page has to know.
      self.reportError(error);
      return null;
    });
  }

  /** @param {Message} message */
  function pass(message) {
    var translated = words ? attempt(words.toMaterial)(message) : message;
    dispatchEvent(new MessageEvent("message", { data: translated }));
  }

  /**
   * A query that can be answered soon: not too long, and with words that differ in two letters at most. For more, lunr
   * needs minutes or more memory than there is, and answers no other query meanwhile.
   *
   * @param {Message} message
   */
  function bounded(message) {
    if (message.type !== 2 || typeof message.data !== "string") return message;
    var words = message.data.slice(0, MOST_LETTERS).split(/\s+/, MOST_WORDS);
    var query = words.map(function (word) {
      return word.slice(0, LONGEST_WORD).replace(/[~^]+\d*/g, function (sign) {
        return sign[0] + Math.min(Number(sign.replace(/\D/g, "")), sign[0] === "~" ? FURTHEST : HEAVIEST);
      });
    });
    return { type: 2, data: query.join(" ") };
  }

  /** @param {(message: Message) => Message} change */
  function attempt(change) {
    return function (/** @type {Message} */ message) {
      try {
        return change(message);
      } catch (error) {
        failed(error);
        return message;
      }
    };
  }

  // Listeners are called in order: Material's comes after this one, and gets only messages that are passed on here.
  addEventListener("message", function (event) {
    if (!event.isTrusted) return;
    event.stopImmediatePropagation();
    turn = turn
      .then(function () {
        return withEntries(bounded(event.data));
      })
      .then(afterItsEntries)
      .then(pass)
      .catch(failed);
  });

  // What is fetched comes while the scripts do; these come one after another, and nothing else runs meanwhile.
  var contents = settings.pieces ? load(settings.pieces + "index.json") : null;
  if (contents) contents.catch(function () {});
  else loadEntries();
  importScripts(settings.worker);
  if (settings.scripts) {
    try {
      importScripts.apply(self, settings.scripts);
      var known = self.izejaWords(settings, function (term) {
        return pieces ? pieces.rareness(term) : undefined;
      });
      words = known;
      if (settings.pieces && contents) pieces = self.izejaPieces(settings.pieces, contents, load, known);
      var post = self.postMessage;
      self.postMessage = function (message) {
        if (message.type === 1 && gotEntries) {
          gotEntries();
          gotEntries = null;
        } else post.call(self, attempt(known.fromMaterial)(message));
      };
    } catch (error) {
      failed(error);
      if (!entries) loadEntries();
    }
  }
})();
