/**
 * Makes a field of each thing that a customer should have at hand. The guide puts what they write into the summary.
 *
 * @param {HTMLElement} marked
 */
export function start(marked) {
  for (const item of marked.querySelectorAll("li:not(.guide__field)")) {
    const label = document.createElement("label");
    const name = document.createElement("span");
    name.append(...item.childNodes);
    label.append(name, Object.assign(document.createElement("input"), { maxLength: 200, autocomplete: "off" }));
    item.className = "guide__field";
    item.append(label);
  }
  for (const remark of marked.querySelectorAll("[hidden]")) remark.removeAttribute("hidden");
}
