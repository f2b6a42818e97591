/**
 * All that a guide assumes about Material for MkDocs without a word in Material's documentation. Each assumption
 * is harmless where it does not hold, as in another theme.
 */

/**
 * Material saves how far a page is scrolled with `history.replaceState({x, y}, "")`: without a URL, and without what
 * else is in the state. So the state of guides is put back where no URL is given.
 */
export function keepState() {
  const replaceState = history.replaceState.bind(history);
  history.replaceState = (state, unused, url) =>
    replaceState(url ? state : { ...state, guidedHelp: history.state?.guidedHelp }, unused, url);
}

/**
 * Material's language switcher is made of links with `hreflang`.
 *
 * @returns {NodeListOf<HTMLAnchorElement>}
 */
export function languageLinks() {
  return document.querySelectorAll("a[hreflang]");
}

/**
 * Material's script follows a click on such a link to the start of the page: it looks the page up in the sitemap of that
 * language, and drops the hash. So these clicks are kept from it.
 *
 * @param {AbortSignal} signal ends it
 */
export function keepStep(signal) {
  for (const link of languageLinks()) {
    link.addEventListener("click", (event) => event.stopPropagation(), { signal });
  }
}

/**
 * Material's instant navigation listens for clicks on the whole document, and would add a second entry to the history.
 *
 * @param {Event} event a click on a link that the guide follows itself
 */
export function keepFromInstantNavigation(event) {
  event.stopPropagation();
}

/**
 * Material's skip link (`a.md-skip`) leads to the first heading of the page, which is that of the start.
 *
 * @param {string} id the section to skip to
 */
export function skipTo(id) {
  for (const link of document.querySelectorAll(/** @type {"a"} */ ("a.md-skip"))) link.hash = id;
}
