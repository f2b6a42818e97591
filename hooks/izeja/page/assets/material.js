/*
 * What keeps some customers out of pages with Material for MkDocs, put right before the theme's own scripts run. Why, and
 * in which browsers: docs/browsers.md. It is no module, since those run after the theme.
 */
(function () {
  /**
   * Keep what a page stores until it is left, for browsers that keep nothing: the theme's script would end at its first
   * look at the storage, and with it the search and the dark mode.
   *
   * @param {"localStorage" | "sessionStorage"} name
   */
  function replaceStorage(name) {
    try {
      window[name].getItem("");
    } catch {
      const kept = new Map();
      const storage = {
        getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
        setItem: (/** @type {string} */ key, /** @type {string} */ value) => void kept.set(key, String(value)),
        removeItem: (/** @type {string} */ key) => void kept.delete(key),
        clear: () => kept.clear(),
        key: (/** @type {number} */ index) => [...kept.keys()][index] ?? null,
        get length() {
          return kept.size;
        },
      };
      Object.defineProperty(window, name, { value: storage, configurable: true });
    }
  }

  /** What the theme opens over a page, by the name of its toggle. */
  const layers = { search: ".md-search", drawer: ".md-sidebar--primary" };

  /** What had the focus before the search. @type {HTMLElement | null} */
  let opener = null;

  replaceStorage("localStorage");
  replaceStorage("sessionStorage");

  // The theme's instant navigation leaves the element of the page as it is, and goes to any step.
  const isNoLongerNew = () => document.documentElement.removeAttribute("data-new");
  document.addEventListener("guided-help:step", isNoLongerNew, { once: true });
  document.addEventListener("DOMContentLoaded", () => document.querySelector("guided-help") ?? isNoLongerNew());

  // Each is open as long as it has the focus. The theme closes the search at Tab and takes the focus away: WebKit then
  // begins again at the top of the page, and others stop at results that nobody sees. It never opens the menu of a
  // narrow page for the keyboard, which goes through it all the same. At Escape, it drops the focus.
  document.addEventListener(
    "keydown",
    (event) => {
      if (!(/** @type {Element} */ (event.target).closest(layers.search))) return;
      if (event.key === "Tab") event.stopPropagation();
      if (event.key === "Escape") setTimeout(() => opener?.focus());
    },
    true,
  );
  document.addEventListener("focusin", ({ target, relatedTarget }) => {
    const isSearch = (/** @type {EventTarget | null} */ one) => one instanceof Element && one.closest(layers.search);
    if (isSearch(target) && !isSearch(relatedTarget)) {
      opener = /** @type {HTMLElement | null} */ (relatedTarget);
      // How many results there are is announced from now on, but not the theme's hint when a page has loaded.
      document.querySelector(".md-search-result__meta")?.setAttribute("role", "status");
    }
    for (const [name, selector] of Object.entries(layers)) {
      const toggle = /** @type {HTMLInputElement | null} */ (document.querySelector(`[data-md-toggle=${name}]`));
      const layer = document.querySelector(selector);
      if (!toggle || !layer) continue;
      // On a wide page, the menu is beside the text.
      const isLayer = name === "search" || getComputedStyle(layer).position === "fixed";
      if (toggle.checked !== (isLayer && layer.contains(/** @type {Node} */ (target)))) toggle.click();
    }
  });
})();
