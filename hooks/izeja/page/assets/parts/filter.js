/**
 * Filters the answers of a long list by the words that a customer types, whatever their case and their accents.
 *
 * @param {HTMLElement} element the field, with the words for its status
 */
export function start(element) {
  const [, input, status] = /** @type {Iterable<HTMLInputElement>} */ (/** @type {unknown} */ (element.children));
  const items = [...(element.parentElement?.querySelectorAll(/** @type {"li"} */ (".guide__item")) ?? [])];
  const fold = (/** @type {string} */ text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/ł/g, "l");
  const filter = () => {
    const words = fold(input.value).split(" ");
    const found = items.filter((item) => {
      const text = fold(item.textContent ?? "");
      return !(item.hidden = !words.every((word) => text.includes(word)));
    });
    const said = (found.length ? status.dataset.some : status.dataset.none) ?? "";
    status.textContent = input.value && said.replace("%1", `${found.length}`).replace("%2", `${items.length}`);
  };
  input.oninput = filter;
  input.onkeydown = ({ key }) => {
    if (key === "Escape") input.value = "";
    filter();
  };
  element.hidden = false;
}
