/** Forms that ask for dates: how many days lie between them. */

import { datesOf } from "../guided-help/dates.js";

const DAY = 86400000;

/** @type {import("../parts/forms.js").Read} */
export function datesIn(said, fields, language) {
  // Swedish writes a day as `Date.parse` reads it: the customer's own day, at midnight in UTC like all days here.
  const today = Date.parse(new Date().toLocaleDateString("sv"));
  const fixed = [said.since, said.until];
  const ends = fixed.map((day) => (day && day !== "today" ? Date.parse(day) : today));
  // A fixed day may be long ago, and the other one near it.
  const far = Number(said.far) * DAY + Math.abs(ends[0] - ends[1]);
  const entered = fields.map(({ valueAsNumber }) => valueAsNumber);
  const faults = entered.map((date) => {
    if (isNaN(date)) return "empty";
    if (Math.abs(date - today) > far) return "far";
    return said.until === "today" && date > today ? "future" : "";
  });
  if (faults.some(Boolean)) return { number: NaN, faults };
  const dates = ends.map((day, index) => (fixed[index] ? day : Number(entered.shift())));
  const days = (dates[1] - dates[0]) / DAY;
  const day = new Intl.DateTimeFormat(datesOf(language), { dateStyle: "long", timeZone: "UTC" });
  const amount = new Intl.NumberFormat(language, { style: "unit", unit: "day", unitDisplay: "long" });
  const between = said[["before", "same", "after"][Math.sign(days) + 1]] ?? "";
  const words = [dates.map((date) => day.format(date)).join(" – "), between.replace("%s", amount.format(Math.abs(days)))];
  return { number: days, words, faults };
}
