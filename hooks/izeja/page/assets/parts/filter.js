/**
 * Filters the answers of a long list by the words that a customer types, whatever their case, accents and endings.
 *
 * @param {HTMLElement} element the field, with the words for its status
 */
export function start(element) {
  const [, input, status] = /** @type {Iterable<HTMLInputElement>} */ (/** @type {unknown} */ (element.children));
  const items = [...(element.parentElement?.querySelectorAll(/** @type {"li"} */ (".guide__item")) ?? [])];
  // The name of its group tells an answer from others, too.
  const texts = items.map((item) => fold(`${item.closest(".guide__group")?.firstElementChild?.textContent ?? ""} ${item.textContent}`));
  const filter = () => {
    const words = fold(input.value).split(/\s+/);
    const having = (/** @type {string[]} */ some) => items.filter((_, place) => some.every((word) => texts[place].includes(word)));
    // Many languages decline: if no answer has the words as they are, it may have them with other endings.
    const exact = having(words);
    const found = exact.length ? exact : having(words.map(stem));
    for (const item of items) item.hidden = !found.includes(item);
    const said = (found.length ? status.dataset.some : status.dataset.none) ?? "";
    status.textContent = input.value && said.replace("%1", `${found.length}`).replace("%2", `${items.length}`);
  };
  input.oninput = filter;
  input.onkeydown = ({ key }) => {
    if (key !== "Escape") return;
    input.value = "";
    filter();
  };
  // The field is on no paper, so all answers are.
  addEventListener("beforeprint", () => {
    for (const item of items) item.hidden = false;
  });
  addEventListener("afterprint", filter);
  element.hidden = false;
}

/** @type {Record<string, string>} */
const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ı: "i" };

/**
 * A text without accents and signs, in small letters, with European digits.
 *
 * @param {string} text
 */
function fold(text) {
  return text
    .normalize("NFKD")
    .replace(/[\p{M}\p{P}\p{Cf}]/gu, "")
    .toLowerCase()
    .replace(/[ßæœøłđı]/g, (letter) => LETTERS[letter])
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => `${digit.charCodeAt(0) & 15}`);
}

/**
 * A word without its last letters, if it is long enough to be known without them.
 *
 * @param {string} word
 */
function stem(word) {
  return word.slice(0, word.length > 5 ? -2 : word.length > 3 ? -1 : undefined);
}
