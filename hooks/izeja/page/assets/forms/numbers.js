/**
 * Forms that ask for a number: what the customer means by what was typed. What can be read in two ways is asked about,
 * and what cannot be read is never taken.
 *
 * All numbers here are whole: they count the last decimal that the question allows.
 *
 * What the page says about a number. `mark` separates decimals in its language, and `group` thousands. `words` is a pattern of what may be
 * written beside the number: its unit, or the names of its currency.
 *
 * @typedef {{decimals: number, least: number, most: number, mark: string, group: string, words: string}} Asked
 */

const WHOLE = /^\d+$|^[1-9]\d{0,2}([ '.,])\d{3}(?:\1\d{3})*$|^[1-9]\d?([ '.,])\d\d(?:\2\d\d)*\2\d{3}$/; // the last in India

/** @type {import("../parts/forms.js").Read} */
export function numberIn(said, [field], language) {
  const { format = "", unit = "", entered = "" } = said;
  const [decimals, least, most] = [said.decimals, said.least, said.most].map(Number);
  const write = (/** @type {number} */ number, options = {}) =>
    new Intl.NumberFormat(language, { ...JSON.parse(format), ...options }).format(number / 10 ** decimals);
  const asked = /** @type {Asked} */ ({ ...said, decimals, least, most });
  const { numbers, isSure } = readingsOf(field.value, asked);
  const [number] = numbers;
  if (isSure) return { number, words: [entered.replace("%s", () => write(number) + unit)], faults: [""] };
  const readings = numbers.map((one) => ({
    // Without groups, it has one reading only.
    value: write(one, { style: "decimal", useGrouping: false }),
    textContent: write(one) + unit,
  }));
  return { number: NaN, faults: [numbers.length ? "ask" : "range"], readings };
}

/**
 * The numbers that may be meant, of those that the question allows. Several are to be asked about, and so is a single
 * one that is not sure: `1.234` on an English page whose numbers have no decimals, or on a Latvian one.
 *
 * @param {string} typed
 * @param {Asked} asked
 */
export function readingsOf(typed, { decimals, least, most, mark: own, group, words }) {
  const [, sign, digits] = /** @type {RegExpExecArray} */ (
    RegExp(`^(?:${words})? ?([-+−–]?) ?(?:${words})? ?(.*?)(?:[.,] ?[-–—]+)? ?(?:${words})?$`, "i").exec(plain(typed))
  );
  const number = (/** @type {string} */ whole, fraction = "") => {
    const exact = fraction.replace(/0+$/, "");
    const size = Number(whole.replace(/\D/g, "") + exact.padEnd(decimals, "0"));
    const found = /[−–-]/.test(sign) ? 0 - size : size;
    return exact.length <= decimals && found >= least && found <= most ? [found] : [];
  };
  const [, before = "", mark = "", fraction = ""] = /^(.*)([.,٫])(\d*)$/.exec(digits) ?? [];
  const isDecimal = mark && (before ? WHOLE.test(before) && !before.includes(mark) : fraction);
  const whole = WHOLE.test(digits) ? number(digits) : [];
  const decimal = isDecimal ? number(before, fraction) : [];
  const both = [...whole, ...decimal];
  if (!isDecimal || !whole.length) return { numbers: both, isSure: both.length > 0 };
  // Now one separator is before three digits, and the language decides, unless the number of decimals tells otherwise.
  const mayBeDecimal = fraction.length <= decimals && decimal.length > 0;
  if (mark === own && mayBeDecimal) return { numbers: decimal, isSure: true };
  return mark === group && !mayBeDecimal ? { numbers: whole, isSure: true } : { numbers: both, isSure: false };
}

/**
 * A text with the digits and signs of all scripts as those of ours. The last four bits of each digit are its value.
 *
 * @param {string} text
 */
function plain(text) {
  return text
    .replace(/\p{Cf}/gu, "")
    .replace(/[٠-٩۰-۹０-９]/g, (digit) => String(digit.charCodeAt(0) & 15))
    .replace(/[،，]/g, ",")
    .replace(/．/g, ".")
    .replace(/[٬’‘ʼ]/g, "'")
    .replace(/\s+/g, " ")
    .trim();
}
