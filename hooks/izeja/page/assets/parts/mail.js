/**
 * Puts what a customer has tried and has at hand into the mail that they write to a contact.
 */
const LONGEST = 1800;

/**
 * Lines as the body of a mail (RFC 6068), without the oldest ones if mail programs would not take a link that long.
 *
 * @param {string[]} lines the first is kept
 * @returns {string}
 */
function bodyOf([first, ...lines]) {
  const body = encodeURIComponent([first, ...lines].join("\r\n").toWellFormed());
  return body.length > LONGEST && lines.length ? bodyOf([first, ...lines.slice(1)]) : body;
}

/** @param {HTMLElement} marked inside of the link */
export function start(marked) {
  const link = /** @type {HTMLAnchorElement} */ (marked.closest("a"));
  const section = link.closest("section");
  const guide = /** @type {import("../guided-help/element.js").GuidedHelp} */ (link.closest("guided-help"));
  const { href } = link;
  // In time for a click of any button, a key, and the menu of a link.
  for (const type of ["pointerdown", "focus", "click"]) {
    link.addEventListener(type, () => {
      const tried = [...(section?.querySelectorAll("[data-part=tries] > li") ?? [])].map(({ textContent }) => textContent);
      const atHand = [...(section?.querySelectorAll(/** @type {"li"} */ ("[data-at-hand]")) ?? [])].map((one) => one.dataset.atHand);
      const lines = [...tried, ...atHand].map((text, index) => `${index + 1}. ${text}`);
      link.href = `${href}&body=${bodyOf([guide.address ?? "", ...lines])}`;
    });
  }
}
