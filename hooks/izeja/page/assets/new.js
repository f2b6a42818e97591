/*
 * Marks a page on which every guide begins at its start: the address names neither a step nor a fact, and the tab has kept
 * nothing of guides. The start is then shown before the script of guides is there, which elsewhere gets a moment to show
 * another step. It stands before the other scripts of the head: `page.assets.asset`.
 */
(function () {
  /** Whether the tab has kept something of guides, as in `guided-help/storage.js`. */
  function isKnown() {
    try {
      return Object.keys(sessionStorage).some((key) => key.startsWith("guided-help:"));
    } catch {
      return false;
    }
  }

  const isNamed = location.hash || location.search || history.state?.guidedHelp;
  document.documentElement.toggleAttribute("data-new", !isNamed && !isKnown());
})();
