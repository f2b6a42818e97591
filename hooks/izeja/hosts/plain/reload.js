/** Loads the page again when the site has been built again: only in `izeja build --serve`, which adds it. */

const { seen } = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;

new EventSource(`/izeja-serve/builds?seen=${seen}`).onmessage = () => location.reload();
