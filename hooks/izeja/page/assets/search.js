/*
 * The search worker of one language: Material's own, over the entries of this language only.
 *
 * The build puts `self.izejaSearch` before this text:
 * - `worker`: where Material's worker is
 * - `index`: where the entries of the language are, or null if the page has them
 * - `words`: the script that knows words (`search-words.js`), or null
 * - `language`, `packs`: its language, and the scripts that lunr has for it
 * - `fields`: what counts how much, or null for what the site has set
 *
 * If the words fail, Material's search goes on as it would without them; so this file is as plain as can be.
 */
(function () {
  var settings = self.izejaSearch;
  var entries = null;
  var words = null;
  var turn = Promise.resolve();

  function passed(message) {
    return message;
  }

  function loaded(answer) {
    if (!answer.ok) throw new Error(answer.status + ": " + answer.url);
    return answer.json();
  }

  function failed(error) {
    console.warn(error);
    return null;
  }

  function withEntries(message) {
    if (message.type !== 0 || !entries) return message;
    return entries.then(function (docs) {
      return docs ? { type: 0, data: Object.assign({}, message.data, { docs: docs }) } : message;
    });
  }

  function attempt(change) {
    return function (message) {
      try {
        return change(message);
      } catch (error) {
        failed(error);
        return message;
      }
    };
  }

  // Listeners are called in their order: Material's comes after this one, and gets only what is sent on here.
  addEventListener("message", function (event) {
    if (!event.isTrusted) return;
    event.stopImmediatePropagation();
    turn = turn
      .then(function () {
        return withEntries(event.data);
      })
      .then(attempt(words ? words.told : passed))
      .then(function (message) {
        dispatchEvent(new MessageEvent("message", { data: message }));
      })
      .catch(failed);
  });

  if (settings.index) entries = fetch(settings.index).then(loaded).catch(failed);
  importScripts(settings.worker);
  if (settings.words) {
    try {
      importScripts.apply(self, settings.packs.concat(settings.words));
      words = self.izejaWords(settings);
      var post = self.postMessage;
      self.postMessage = function (message) {
        post.call(self, attempt(words.answered)(message));
      };
    } catch (error) {
      failed(error);
    }
  }
})();
