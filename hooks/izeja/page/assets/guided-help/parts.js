/**
 * What only some guides need: scripts, and forms that ask for dates, a number or ticks. Without a script, the templates
 * of forms stay closed, and the answers are plain choices.
 */

import { sectionOf } from "./sections.js";

/**
 * Load the scripts that the HTML of a guide names: `data-script="hours"` loads `parts/hours.min.js`, whose `start`, if it
 * has one, gets the element. Empty forms replace those that are on the page. The script of the tools, which the template
 * names, gets more than that (`element.js`).
 *
 * @param {HTMLElement} element
 */
export function openParts(element) {
  closeForms(element);
  for (const template of element.querySelectorAll(/** @type {"template"} */ ("[data-form]"))) {
    template.after(template.content.cloneNode(true));
  }
  for (const marked of element.querySelectorAll(/** @type {"p"} */ ("[data-script]:not(template)"))) {
    const { script = "" } = marked.dataset;
    // What has been started stays so, when a customer starts over.
    delete marked.dataset.script;
    importPart(script).then(
      (part) => part.start?.(marked),
      () => {
        // The page is complete without it, but a form would lead nowhere.
        if (marked.matches("form")) closeForms(sectionOf(marked));
      },
    );
  }
}

/** @param {HTMLElement} element */
function closeForms(element) {
  for (const part of element.querySelectorAll("[data-part=form]")) part.remove();
}

/**
 * @param {string} name
 * @returns {Promise<any>}
 */
export function importPart(name) {
  return import(new URL(`parts/${name}.min.js`, import.meta.url).href);
}
