/**
 * Forms that ask for a number: what the customer means by what was typed. What can be read in two ways is asked about,
 * and what cannot be read is never taken.
 *
 * All numbers here are whole: they count the last decimal that the question allows.
 *
 * @typedef {import("./forms.js").Entered} Entered
 *
 * What the page says about a number. `mark` separates decimals in its language; `words` are the unit, or what a customer
 * may call the currency.
 *
 * @typedef {{decimals: number, least: number, most: number, mark: string, words: string[]}} Asked
 */

const WHOLE = /^\d+$/;
const GROUPED = /^[1-9]\d{0,2}([ '.,])\d{3}(?:\1\d{3})*$|^[1-9]\d?([ '.,])\d\d(?:\2\d\d)*\2\d{3}$/; // the second in India

/**
 * @param {HTMLFormElement} form
 * @param {HTMLInputElement[]} fields
 * @param {string} language
 * @returns {Entered}
 */
export function numberIn({ dataset }, [field], language) {
  const { currency, unit = "", mark = "", words = "", said = "" } = dataset;
  const [decimals, least, most] = [dataset.decimals, dataset.least, dataset.most].map(Number);
  const style = currency && { style: "currency", currency, minimumFractionDigits: decimals };
  const write = (/** @type {number} */ number, options = {}) =>
    new Intl.NumberFormat(language, { maximumFractionDigits: decimals, ...options }).format(number / 10 ** decimals);
  const text = (/** @type {number} */ number) => (style ? write(number, style) : `${write(number)} ${unit}`.trim());
  const { numbers, isSure } = readingsOf(field.value, { decimals, least, most, mark, words: words.split("|") });
  if (isSure && numbers.length) {
    return { number: numbers[0], words: [said.replace("%s", () => text(numbers[0]))], faults: [""] };
  }
  // Written without groups, each has one reading only.
  const readings = numbers.map((one) => ({ value: write(one, { useGrouping: false }), text: text(one) }));
  return { number: NaN, words: [], faults: [numbers.length ? "ask" : "range"], readings };
}

/**
 * The numbers that may be meant, of those that the question allows. Several are to be asked about, and so is a single
 * one that is not sure: `1.234` on an English page whose numbers have no decimals.
 *
 * @param {string} typed
 * @param {Asked} asked
 */
export function readingsOf(typed, { decimals, least, most, mark: own, words }) {
  const [, sign, digits] = /** @type {RegExpExecArray} */ (/^([-+]?)(.*)$/.exec(plain(typed, words)));
  const number = (/** @type {string} */ whole, fraction = "") => {
    const exact = fraction.replace(/0+$/, "");
    const found = Number(sign + whole.replace(/\D/g, "") + exact.padEnd(decimals, "0")) + 0;
    return exact.length <= decimals && found >= least && found <= most ? [found] : [];
  };
  const [, before = "", mark = "", fraction = ""] = /^(.*)([.,٫])(\d*)$/.exec(digits) ?? [];
  const isDecimal =
    mark && (before ? WHOLE.test(before) || (GROUPED.test(before) && !before.includes(mark)) : fraction);
  const grouped = WHOLE.test(digits) || GROUPED.test(digits) ? number(digits) : [];
  const decimal = isDecimal ? number(before, fraction) : [];
  if (!isDecimal || !grouped.length) return { numbers: [...grouped, ...decimal], isSure: true };
  // Now one separator is before three digits, and the number of decimals may decide.
  const [isExact, isOwn] = [fraction.length <= decimals, mark === own];
  if (isExact && isOwn && decimal.length) return { numbers: decimal, isSure: true };
  const numbers = isExact || isOwn ? [...grouped, ...decimal] : grouped;
  return { numbers, isSure: !isOwn && numbers.length === 1 };
}

/**
 * What was typed as a sign and digits, without the unit.
 *
 * @param {string} typed
 * @param {string[]} words
 */
function plain(typed, words) {
  let text = tidy(typed);
  const sign = /^[-+−–]/.exec(text)?.[0] ?? "";
  text = text.slice(sign.length).trim();
  // The longest come first.
  for (const word of words.map(tidy)) {
    if (word && text.endsWith(word)) text = text.slice(0, -word.length).trim();
    if (text.startsWith(word)) text = text.slice(word.length).trim();
  }
  return sign.replace(/[−–]/, "-") + text.replace(/[.,] ?[-–—]+$/, "");
}

/**
 * A text in small letters, with the digits and signs of other scripts as those of ours. The last four bits of each digit
 * are its value.
 *
 * @param {string} text
 */
function tidy(text) {
  return text
    .toLowerCase()
    .replace(/\p{Cf}/gu, "")
    .replace(/[٠-٩۰-۹０-９]/g, (digit) => String(digit.charCodeAt(0) & 15))
    .replace(/[،，]/g, ",")
    .replace("．", ".")
    .replace(/[٬’‘ʼ´`]/g, "'")
    .replace(/\s+/g, " ")
    .trim();
}
