/** Forms that ask for dates: how many days lie between them. */

/** @typedef {import("./forms.js").Entered} Entered */

const DAY = 86400000;

/**
 * @param {HTMLFormElement} form
 * @param {HTMLInputElement[]} fields
 * @param {string} language
 * @returns {Entered}
 */
export function datesIn(form, fields, language) {
  const { since, until, far } = form.dataset;
  const now = new Date();
  const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
  const entered = fields.map(({ valueAsNumber }) => valueAsNumber);
  const faults = entered.map((date) => {
    if (Number.isNaN(date)) return "empty";
    if (Math.abs(date - today) > Number(far) * DAY) return "far";
    return until === "today" && date > today ? "future" : "";
  });
  const dates = [since, until].map((fixed) =>
    fixed ? (fixed === "today" ? today : Date.parse(fixed)) : Number(entered.shift()),
  );
  const days = faults.some(Boolean) ? NaN : (dates[1] - dates[0]) / DAY;
  const day = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" });
  const amount = new Intl.NumberFormat(language, { style: "unit", unit: "day", unitDisplay: "long" });
  const order = ["before", "same", "after"][Math.sign(days) + 1];
  const between = (form.dataset[order] ?? "").replace("%s", amount.format(Math.abs(days)));
  // A date that is missing has no words, and nothing is said then.
  const words = days === days ? [dates.map((date) => day.format(date)).join(" – "), between] : [];
  return { number: days, words, faults };
}
