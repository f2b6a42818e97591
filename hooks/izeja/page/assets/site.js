/*
 * What every page of a site without MkDocs needs: light or dark as the customer has chosen, before anything is shown, and
 * the search, which is loaded when it is first opened.
 */
(function () {
  const KEY = "izeja:scheme";
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");

  /** What the customer has chosen; a browser may keep nothing. */
  function chosen() {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  }

  function isDark() {
    return root.dataset.scheme ? root.dataset.scheme === "dark" : dark.matches;
  }

  const kept = chosen();
  if (kept === "light" || kept === "dark") root.dataset.scheme = kept;

  document.addEventListener("DOMContentLoaded", () => {
    const scheme = /** @type {HTMLElement} */ (document.querySelector("[data-site=scheme]"));
    const press = () => scheme.setAttribute("aria-pressed", String(isDark()));
    press();
    dark.addEventListener("change", press);
    scheme.onclick = () => {
      root.dataset.scheme = isDark() ? "light" : "dark";
      press();
      try {
        localStorage.setItem(KEY, root.dataset.scheme);
      } catch {
        // It is kept until the page is left.
      }
    };
    const { offline } = document.body.dataset;
    // Customers who save data get no more than the pages that they open. A browser may refuse to keep anything.
    if (offline && !(/** @type {any} */ (navigator).connection?.saveData)) {
      addEventListener("load", () => {
        const { serviceWorker } = navigator;
        // One that has this page may be leaving, and would stay if it were registered again.
        if (serviceWorker?.controller?.scriptURL === new URL(offline, document.baseURI).href) return;
        serviceWorker?.register(offline).catch(() => {});
      });
    }
    const search = /** @type {HTMLDialogElement | null} */ (document.querySelector(".site-search"));
    if (!search) return;
    /** @type {Promise<{send: (query: string) => void}> | undefined} */
    let box;
    const loaded = () =>
      (box ??= import("./site-search-box.js").then(({ begin }) => begin(search)));
    const open = () => {
      if (!search.open) search.showModal();
      loaded();
    };
    const form = /** @type {HTMLFormElement} */ (search.querySelector("form"));
    form.onsubmit = (event) => {
      event.preventDefault();
      const { value } = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
      loaded().then(({ send }) => send(value));
    };
    /** @type {HTMLElement} */ (document.querySelector("[data-site=search]")).onclick = open;
    search.addEventListener("izeja:open", open);
  });
})();
