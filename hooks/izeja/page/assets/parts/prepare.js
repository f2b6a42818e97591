/**
 * Shows fields for what a customer should have at hand, and adds what they write to the list of what they have tried,
 * which is what they copy or mail. Nothing else gets it, and the beginning of the guide empties the fields, since
 * somebody else may be next.
 *
 * @param {HTMLElement} marked
 */
export function start(marked) {
  const guide = marked.closest("guided-help");
  const fields = [...marked.querySelectorAll("input")];
  for (const one of marked.querySelectorAll("[hidden]")) one.removeAttribute("hidden");
  const add = () => {
    const tries = marked.parentElement?.querySelector("[data-part=tries]");
    for (const item of tries?.querySelectorAll("[data-at-hand]") ?? []) item.remove();
    for (const { value, parentElement } of fields) {
      const item = document.createElement("li");
      item.dataset.atHand = "";
      item.textContent = `${parentElement?.textContent}: ${value}`;
      if (value.trim()) tries?.append(item);
    }
  };
  marked.addEventListener("input", add);
  guide?.addEventListener("guided-help:step", () => {
    if (!guide.hasAttribute("data-begun")) for (const field of fields) field.value = "";
    add();
  });
}
