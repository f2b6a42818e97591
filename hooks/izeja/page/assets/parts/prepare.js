/**
 * Shows fields for what a customer should have at hand. What they write goes into the summary that they copy
 * (`tools/support.js`) or mail (`mail.js`) and nowhere else, and the beginning of the guide empties the fields, since
 * somebody else may be next.
 *
 * @param {HTMLElement} marked
 */
export function start(marked) {
  const guide = marked.closest("guided-help");
  const fields = [...marked.querySelectorAll("input")];
  for (const one of marked.querySelectorAll("[hidden]")) one.removeAttribute("hidden");
  const note = () => {
    for (const { value, parentElement } of fields) {
      const { dataset } = /** @type {HTMLElement} */ (parentElement);
      if (value.trim()) dataset.atHand = `${parentElement?.textContent}: ${value}`;
      else delete dataset.atHand;
    }
  };
  marked.addEventListener("input", note);
  guide?.addEventListener("guided-help:step", () => {
    if (!guide.hasAttribute("data-begun")) for (const field of fields) field.value = "";
    note();
  });
}
