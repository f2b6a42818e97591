/**
 * Hands the events of guides to the analytics that the site has: `dataLayer` of a tag manager, Plausible or Matomo.
 *
 * It loads nothing and stores nothing; on a site without any of them it does nothing. What is handed on are ids of
 * guides and steps, and the language: never a text that a customer has read or a date that they have entered.
 */
const EVENTS = ["step", "answer", "end", "solved"];

function handOn(what, detail) {
  const name = `guided-help:${what}`;
  globalThis.dataLayer?.push({ event: name, guidedHelp: detail });
  globalThis.plausible?.(name, { props: detail });
  globalThis._paq?.push(["trackEvent", "guided-help", told(what, detail), `${detail.tree}#${detail.node}`]);
}

/** Matomo keeps names alone, and so the name has to say how an ending was judged. */
function told(what, { solved }) {
  return what === "solved" && !solved ? "unsolved" : what;
}

for (const what of EVENTS) {
  document.addEventListener(`guided-help:${what}`, ({ detail }) => handOn(what, detail));
}
