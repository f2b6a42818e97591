/**
 * A button below a code block, which copies the code. The element has its words: `data-copy` and `data-copied`.
 *
 * @param {HTMLElement} block
 */
export function start(block) {
  const { copy = "", copied = "" } = block.dataset;
  // A guide that comes back to the page has its button already, and old browsers have no clipboard.
  if (!navigator.clipboard || block.nextElementSibling?.matches("[data-copies]")) return;
  const button = Object.assign(document.createElement("button"), { type: "button", className: "guide__tool", textContent: copy });
  // The code may be in a text that has no translation yet.
  button.lang = /** @type {HTMLElement} */ (block.closest("guided-help")).lang;
  button.dataset.copies = "";
  button.addEventListener("click", () => {
    // What is always announced is also announced when its step is shown.
    button.ariaLive = "polite";
    navigator.clipboard.writeText(block.textContent ?? "").then(
      () => (button.textContent = copied),
      () => {
        // The customer can still select the code.
      },
    );
  });
  button.addEventListener("blur", () => {
    button.ariaLive = null;
    button.textContent = copy;
  });
  block.after(button);
}
