/*
 * The search field in a page (`<!-- izeja:search -->`): what is typed there goes on in the search of the theme, which has
 * the results. Without one there are only the examples below the field.
 */
const MATERIAL = "[data-md-component='search-query']";
const OTHERS = "#mkdocs-search-query, #rtd-search-form [name='q'], [role='search'] input, input[type='search']";

/** The input of the theme's own search. */
function themes() {
  const found = document.querySelectorAll(document.querySelector(MATERIAL) ? MATERIAL : OTHERS);
  return /** @type {HTMLInputElement[]} */ ([...found]).find((input) => !input.closest("guided-search"));
}

class GuidedSearch extends HTMLElement {
  connectedCallback() {
    const form = /** @type {HTMLFormElement} */ (this.querySelector("form"));
    const own = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
    const input = themes();
    form.hidden = !input;
    if (!input) return;
    const page = input.form?.getAttribute("action");
    // A theme whose results are on a page of their own, such as Read the Docs.
    if (page) form.action = page;
    else {
      const goOn = () => whenWhole(() => handOver(own, input));
      form.onsubmit = (event) => {
        event.preventDefault();
        goOn();
        // In the search of a site without MkDocs, Enter is the same in both fields.
        whenWhole(() => input.closest("dialog") && input.form?.requestSubmit());
      };
      own.onclick = goOn;
      // Letters that are still being composed are part of no word yet.
      own.oninput = (event) => /** @type {InputEvent} */ (event).isComposing || goOn();
      own.addEventListener("compositionend", goOn);
    }
  }
}

/**
 * Do something at once, or when the page has been read and the theme's deferred script has run.
 *
 * @param {() => void} act
 */
function whenWhole(act) {
  const [load] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  // A page whose clock is not its own may not know.
  if (!load || load.domContentLoadedEventStart) act();
  else document.addEventListener("DOMContentLoaded", act, { once: true });
}

/**
 * Go on in the search of the theme with what was typed.
 *
 * @param {HTMLInputElement} own
 * @param {HTMLInputElement} input
 */
function handOver(own, input) {
  // The search of MkDocs' own themes, or that of a site without MkDocs (`site-tools.js`).
  const dialog = input.closest(".modal[id]");
  if (dialog) /** @type {HTMLElement | null} */ (document.querySelector(`[data-bs-target='#${dialog.id}']`))?.click();
  const box = input.closest("dialog");
  if (box && !box.open) box.showModal();
  // What fills the dialog comes when its button is pressed.
  if (box) /** @type {HTMLElement | null} */ (document.querySelector("[data-site=search]"))?.click();
  if (own.value) input.value = own.value;
  own.value = "";
  input.focus();
  // Both Material and MkDocs look at what is typed after each key.
  input.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
}

if (!customElements.get("guided-search")) customElements.define("guided-search", GuidedSearch);
