/**
 * A step of a trail: a node, and the place of the chosen answer among its ways on. Where several answers were ticked,
 * the chosen one is the first of them.
 *
 * @typedef {{node: string, answer: number, ticked?: number[]}} Past
 *
 * The state of a guide while it is on a page. Ids are those of sections; on a page of other things they begin with
 * the guide's prefix.
 *
 * @typedef {object} Guide
 * @property {import("./element.js").GuidedHelp} element
 * @property {Map<string, HTMLElement>} sections by id, in the order of the page
 * @property {Map<string, HTMLElement>} parts tools and words that the script puts on the page, by name
 * @property {Place} place
 * @property {HTMLElement} current the section that is shown
 * @property {Past[]} trail the answers that led to it
 * @property {Record<string, number>} given the last answer to each question, also after the trail was cut
 * @property {string[]} before the steps tried in the guides that led to this one, in words
 * @property {Map<Element, HTMLElement>} pastSteps entries of the trail that have been made, by the chosen link
 * @property {import("./known.js").Facts} [facts] what is known about the customer
 * @property {import("../parts/tools.js").Tools} [tools] what is around a step
 * @property {boolean} isSettled whether what could wait has been done for the section that is shown
 * @property {boolean} hasHit whether the last click was on anything that does something
 */

/**
 * What a guide is shown in: a page of its own site (`own-page.js`), or one of others (`../anywhere/`).
 *
 * @typedef {object} Place
 * @property {boolean} isOwn whether it is a page of the guide's own site
 * @property {string} base what the addresses of steps have before `#`; "" on a page of its own site
 * @property {string} path of the guide's page
 * @property {string} title of the guide's page, as the guide found it
 * @property {URL | Location} address of the step that is shown
 * @property {any} came what `leave` kept when the customer last came from another guide, of any form
 * @property {(came: {to: string, from: string, tried: string[], again: boolean}) => void} leave keeps which link leads
 *   out of the guide, and from where
 * @property {(address: string) => boolean} isAt whether an address is that of the step that is shown
 * @property {Record<string, any> | undefined} entries what is kept of each guide, by tree, with the address
 * @property {(entries: Record<string, any> | undefined, address: string | URL, isNew: boolean) => void} enter
 *   keeps entries with an address: a new one, or the one that is there
 * @property {(hash: string) => void} name names the step in the addresses of other languages
 * @property {(title: string, id: string) => void} entitle names the step in the title of the page and in what skips to it
 * @property {(signal: AbortSignal) => void} listen keeps other scripts from what the guide does, until the signal
 */

/**
 * @param {Guide} guide
 * @param {string} name
 * @returns {HTMLElement}
 */
export function partOf(guide, name) {
  return /** @type {HTMLElement} */ (guide.parts.get(name));
}

/**
 * Show or hide a part. To set `hidden` again would style the part again, even where nothing changes.
 *
 * @param {Guide} guide
 * @param {string} name
 * @param {boolean} isHidden
 */
export function hidePart(guide, name, isHidden) {
  partOf(guide, name).toggleAttribute("hidden", isHidden);
}

/**
 * @param {Guide} guide
 * @returns {HTMLElement}
 */
export function startOf({ sections }) {
  return /** @type {HTMLElement} */ (sections.values().next().value);
}

/**
 * The id of a node, which on a page of other things is only the end of its section's id.
 *
 * @param {Guide} guide
 * @param {HTMLElement} section
 */
export function nodeOf({ element }, section) {
  return section.id.slice(element.dataset.prefix?.length ?? 0);
}

/** @param {Guide} guide */
export function isWhole({ element }) {
  return element.hasAttribute("data-whole");
}

/**
 * Report to the site what a customer does; see docs/reference/page.md. Ids and the language only, never a text.
 *
 * @param {Guide} guide
 * @param {string} what
 * @param {object} detail
 */
export function report({ element }, what, detail) {
  const { tree, node, lang: language } = element;
  element.dispatchEvent(
    new CustomEvent(`guided-help:${what}`, {
      bubbles: true,
      composed: true,
      detail: { tree, node, ...detail, language },
    }),
  );
}

/**
 * Show a sentence of the page in its status line, which screen readers read out.
 *
 * @param {Guide} guide
 * @param {string} what
 */
export function say(guide, what) {
  const words = document.createElement("span");
  const status = partOf(guide, "status");
  words.textContent = status.dataset[what] ?? "";
  status.replaceChildren(words);
}
