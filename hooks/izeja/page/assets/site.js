/*
 * What every page of a site without MkDocs needs before anything is shown: light or dark, as the customer has chosen. All
 * else is in `site-tools.js`, which comes when the page is there.
 */
(function () {
  try {
    document.documentElement.dataset.scheme = localStorage.getItem("izeja:scheme") ?? "";
  } catch {
    // A browser may keep nothing.
  }
  const tools = () => import("./site-tools.js");
  /** What is pressed before the tools are there waits for them. */
  const pass = (/** @type {string} */ type, /** @type {string} */ selector) =>
    addEventListener(type, (event) => {
      const used = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest(selector));
      if (!used) return;
      event.preventDefault();
      tools().then(({ use }) => use(used));
    });
  pass("click", "button[data-site]");
  pass("submit", "form[data-site]");
  addEventListener("load", tools);
})();
