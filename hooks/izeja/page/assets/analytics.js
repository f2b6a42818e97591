/**
 * Passes the events of guides to the analytics that the site has: `dataLayer` of a tag manager, Plausible or Matomo.
 *
 * It loads nothing and stores nothing; on a site without any of them it does nothing. It passes on the ids of guides
 * and steps, and the language: never a text that a customer has read or a date that they have entered.
 *
 * @typedef {{tree: string, node: string, solved?: boolean}} Detail with more ids; see docs/reference/page.md
 */
const EVENTS = ["step", "answer", "end", "solved", "contact"];

/**
 * @param {string} what
 * @param {Detail} detail
 */
function passOn(what, detail) {
  const name = `guided-help:${what}`;
  setBySite("dataLayer")?.push?.({ event: name, guidedHelp: detail });
  const plausible = setBySite("plausible");
  if (typeof plausible === "function") plausible(name, { props: detail });
  setBySite("_paq")?.push?.(["trackEvent", "guided-help", named(what, detail), `${detail.tree}#${detail.node}`]);
}

/**
 * What a script of the site has set. An element whose id is the same name is found under it too, and is no tracker.
 *
 * @param {string} name
 * @returns {any}
 */
function setBySite(name) {
  return Object.hasOwn(globalThis, name) ? Object(globalThis)[name] : undefined;
}

/**
 * Matomo keeps names only, so the name says whether an ending helped.
 *
 * @param {string} what
 * @param {Detail} detail
 */
function named(what, { solved }) {
  return what === "solved" && !solved ? "unsolved" : what;
}

for (const what of EVENTS) {
  document.addEventListener(`guided-help:${what}`, (event) => {
    passOn(what, /** @type {CustomEvent<Detail>} */ (event).detail);
  });
}
