/**
 * Puts what a customer has tried into the mail that they write to a contact.
 */
const LONGEST = 1800;

/**
 * Lines as the body of a mail (RFC 6068), without the oldest ones if mail programs would not take a link that long.
 *
 * @param {string[]} lines the first and the last are always kept
 * @returns {string}
 */
function bodyOf([title, ...lines]) {
  const body = encodeURIComponent([title, ...lines].join("\r\n").toWellFormed());
  return body.length > LONGEST && lines.length > 1 ? bodyOf([title, ...lines.slice(1)]) : body;
}

/** @param {HTMLElement} marked the link */
export function start(marked) {
  const link = /** @type {HTMLAnchorElement} */ (marked);
  const guide = /** @type {import("../guided-help/guided-help.js").GuidedHelp} */ (link.closest("guided-help"));
  const { href } = link;
  // In time for a click of any button, a key, and the menu of a link.
  for (const type of ["pointerdown", "focus", "click"]) {
    link.addEventListener(type, () => {
      link.href = `${href}&body=${bodyOf(guide.summary.split("\n"))}`;
    });
  }
}
