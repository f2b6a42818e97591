/** Forms that ask for dates: how many days lie between them. */

const DAY = 86400000;

/** @type {import("./forms.js").Read} */
export function datesIn(said, fields, language) {
  const now = new Date();
  const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
  const entered = fields.map(({ valueAsNumber }) => valueAsNumber);
  const faults = entered.map((date) => {
    if (isNaN(date)) return "empty";
    if (Math.abs(date - today) > Number(said.far) * DAY) return "far";
    return said.until === "today" && date > today ? "future" : "";
  });
  if (faults.some(Boolean)) return { number: NaN, faults };
  const dates = [said.since, said.until].map((fixed) =>
    fixed ? (fixed === "today" ? today : Date.parse(fixed)) : Number(entered.shift()),
  );
  const days = (dates[1] - dates[0]) / DAY;
  const day = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" });
  const amount = new Intl.NumberFormat(language, { style: "unit", unit: "day", unitDisplay: "long" });
  const between = said[["before", "same", "after"][Math.sign(days) + 1]] ?? "";
  const words = [dates.map((date) => day.format(date)).join(" – "), between.replace("%s", amount.format(Math.abs(days)))];
  return { number: days, words, faults };
}
