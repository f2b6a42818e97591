/**
 * The scripts that only some guides need. HTML that needs one names it: `data-script="hours"` loads `parts/hours.min.js`,
 * whose `start`, if it has one, gets the element.
 *
 * @param {HTMLElement} element
 */
export function loadParts(element) {
  for (const marked of element.querySelectorAll(/** @type {"p"} */ ("[data-script]"))) {
    importPart(marked.dataset.script ?? "").then(
      (part) => part.start?.(marked),
      () => {
        // The page is complete without it.
      },
    );
  }
}

/**
 * @param {string} name
 * @returns {Promise<any>}
 */
export function importPart(name) {
  return import(new URL(`parts/${name}.min.js`, import.meta.url).href);
}
