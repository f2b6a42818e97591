/** The HTML of a guide's steps: one section for each node, rendered complete before any script runs. */

/**
 * Find an element that the template always renders.
 *
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement}
 */
export function find(root, selector) {
  return /** @type {HTMLElement} */ (root.querySelector(selector));
}

/** @param {Element} section */
export function headingOf(section) {
  return find(section, ".guide__heading");
}

/**
 * The ways on from a section: its answers, or the way out of an ending that did not help.
 *
 * @param {Element} section
 * @returns {HTMLAnchorElement[]}
 */
export function waysOf(section) {
  return [...section.querySelectorAll(/** @type {"a"} */ ("[data-answer], [data-unsolved]"))];
}

/**
 * The section that a link or a form is in.
 *
 * @param {Element} element
 * @returns {HTMLElement}
 */
export function sectionOf(element) {
  return /** @type {HTMLElement} */ (element.closest("section[data-kind]"));
}

/**
 * Show or hide a section. A hidden one may be laid out ahead; `aria-hidden` keeps it from being heard.
 *
 * @param {HTMLElement} section
 * @param {boolean} isHidden
 */
export function hide(section, isHidden) {
  section.hidden = isHidden;
  section.ariaHidden = isHidden ? "true" : null;
}

/**
 * Let a script focus an element. To set the attribute again would style the element again.
 *
 * @param {HTMLElement} element
 */
export function makeFocusable(element) {
  if (!element.hasAttribute("tabindex")) element.tabIndex = -1;
}

/** @param {HTMLElement} heading */
export function focusOn(heading) {
  makeFocusable(heading);
  heading.focus();
}

/**
 * Copy the content of one element into the slots of another. Buttons that explain terms are words there.
 *
 * @param {Element} part
 * @param {string} slot
 * @param {Element} source
 */
export function fill(part, slot, source) {
  for (const place of part.querySelectorAll(`[data-slot="${slot}"]`)) {
    place.replaceChildren(...source.cloneNode(true).childNodes);
    for (const term of place.querySelectorAll("button")) term.replaceWith(...term.childNodes);
  }
}
