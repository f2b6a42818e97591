/**
 * The tools in the header of a site without MkDocs: light or dark, and the search, which is loaded when it is first opened.
 * A site that can be installed is kept on the device here.
 *
 * @typedef {{worker: Worker, broken: Promise<never>}} Started
 */
const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");
const scheme = /** @type {HTMLElement} */ (document.querySelector("[data-site=scheme]"));
const search = /** @type {HTMLDialogElement | null} */ (document.querySelector(".site-search"));

/** @type {Promise<{send: (query: string) => void}> | undefined} */
let box;

/** What each tool does, by its name. @type {Record<string, () => void>} */
const USES = {
  scheme() {
    root.dataset.scheme = isDark() ? "light" : "dark";
    showScheme();
    try {
      localStorage.setItem("izeja:scheme", root.dataset.scheme);
    } catch {
      // It is kept until the page is left.
    }
  },
  search: open,
  find() {
    const { value } = /** @type {HTMLInputElement} */ (document.querySelector(".site-search [name=q]"));
    loaded()?.then(({ send }) => send(value));
  },
};

/**
 * Use a tool.
 *
 * @param {HTMLElement} tool what was pressed, or the form that was sent
 */
export function use({ dataset }) {
  USES[dataset.site ?? ""]();
}

function isDark() {
  const { scheme: chosen } = root.dataset;
  return chosen === "dark" || (chosen !== "light" && dark.matches);
}

function showScheme() {
  scheme.setAttribute("aria-pressed", String(isDark()));
}

function open() {
  if (!search?.open) search?.showModal();
  loaded();
}

function loaded() {
  if (!search || box) return box;
  // The worker and the box come at the same time.
  const worker = startWorker(search);
  box = import("./site-search-box.js").then(({ begin }) => begin(search, worker));
  return box;
}

/**
 * Start the worker of the search.
 *
 * @param {HTMLDialogElement} dialog
 * @returns {Started} the worker, and a promise that fails when it could not load what it needs: it still answers, with nothing
 */
export function startWorker({ dataset }) {
  const worker = new Worker(new URL(/** @type {string} */ (dataset.worker), document.baseURI));
  /** @type {Promise<never>} */
  const broken = new Promise((_, reject) => {
    worker.onerror = ({ message }) => {
      worker.terminate();
      reject(new Error(message));
    };
  });
  broken.catch(() => {});
  return { worker, broken };
}

/** Customers who save data get no more than the pages that they open. A browser may refuse to keep anything. */
function keepSite() {
  const { offline } = document.body.dataset;
  if (!offline || /** @type {any} */ (navigator).connection?.saveData) return;
  const { serviceWorker } = navigator;
  // One that has this page may be leaving, and would stay if it were registered again.
  if (serviceWorker?.controller?.scriptURL === new URL(offline, document.baseURI).href) return;
  serviceWorker?.register(offline).catch(() => {});
}

showScheme();
dark.addEventListener("change", showScheme);
if (document.readyState === "complete") keepSite();
else addEventListener("load", keepSite);
