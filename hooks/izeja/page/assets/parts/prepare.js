/**
 * Shows fields for what a customer should have at hand, and gives what they write to the guide, for its summary.
 *
 * The fields are emptied at the beginning of the guide, since somebody else may be next.
 *
 * @param {HTMLElement} marked
 */
export function start(marked) {
  const fields = [...marked.querySelectorAll("input")];
  for (const one of marked.querySelectorAll("[hidden]")) one.removeAttribute("hidden");
  const keep = () => {
    const filled = fields.filter(({ value }) => value.trim());
    marked.dataset.prepare = filled.map(({ value, parentElement }) => `${parentElement?.textContent}: ${value}`).join("\n");
  };
  marked.addEventListener("input", keep);
  const guide = marked.closest("guided-help");
  guide?.addEventListener("guided-help:step", () => {
    if (guide.hasAttribute("data-begun")) return;
    for (const field of fields) field.value = "";
    keep();
  });
}
