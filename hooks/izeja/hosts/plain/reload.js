/** Loads the page again when the site has been built again: only in `izeja build --serve`, which adds it. */

const own = /** @type {HTMLScriptElement} */ (document.currentScript);

new EventSource(`/izeja-serve/builds?seen=${own.dataset.seen}`).onmessage = () => location.reload();
