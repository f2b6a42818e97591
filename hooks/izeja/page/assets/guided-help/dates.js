/**
 * The language by which dates are written: English without a country is dated as it is spelt, as in Britain. `dates_of` in
 * `language/locales.py` does the same.
 *
 * @param {string} language
 */
export function datesOf(language) {
  return /^en(-XA)?$/.test(language) ? "en-GB" : language;
}
