/**
 * Says whether a contact is open now, and until when, or when it opens again: in the customer's own time.
 *
 * The times of a week are minutes from Monday's midnight, as the clocks of the contact show them. So "wall" times here
 * are what those clocks show, as if they were in UTC; what is between two of them may be an hour more or less.
 */
import { datesOf } from "../guided-help/dates.js";

const DAY = 86_400_000;
const WEEK = 7 * DAY;

/**
 * What the clocks of a time zone, or of the customer, show at an instant.
 *
 * @param {number} instant
 * @param {string} [timeZone]
 */
function wallAt(instant, timeZone) {
  // Swedes write a time as machines do: 2026-11-26 13:05:00.
  return Date.parse(`${new Date(instant).toLocaleString("sv", { timeZone }).replace(" ", "T")}Z`);
}

/**
 * The first and the last day of each row of days off, as the midnights with which they begin.
 *
 * @param {DOMStringMap} data
 */
function daysOff({ off }) {
  return off ? off.split(" ").map((row) => row.split("/").map(Date.parse)) : [];
}

/**
 * Whether a contact is open at a wall time, and the wall time at which that changes, if it ever does.
 *
 * @param {DOMStringMap} data
 * @param {number} now
 * @returns {[boolean, number?]}
 */
function stateAt({ week = "", ...data }, now) {
  const times = week.split(" ").map((one) => one.split("-").map((minutes) => Number(minutes) * 60_000));
  const rows = daysOff(data);
  let until = now;
  // 1970 began on a Thursday. Last week's times may go on until today.
  for (let monday = now - ((now + 3 * DAY) % WEEK) - WEEK; monday < now + 60 * WEEK; monday += WEEK) {
    for (const [start, end] of times) {
      const [from, to] = [monday + start, monday + end];
      if (to <= now || rows.some(([first, last]) => from >= first && from < last + DAY)) continue;
      if (from > until) return until > now ? [true, until] : [false, from];
      if (to > now + WEEK) return [true];
      until = to;
    }
  }
  return [false];
}

/**
 * A time as the customer reads it: today's without a day.
 *
 * @param {string} lang
 * @param {number} instant
 */
function inWords(lang, instant) {
  const [day, today] = [instant, Date.now()].map((one) => Math.floor(wallAt(one) / DAY));
  const days = day - today;
  /** @type {Intl.DateTimeFormatOptions} */
  const format = { hour: "numeric", minute: "2-digit" };
  const { hour12 } = new Intl.DateTimeFormat(lang, format).resolvedOptions();
  // On a clock of twelve hours, a whole hour needs no minutes, as in the list of all hours.
  if (hour12 && wallAt(instant) % 3_600_000 === 0) delete format.minute;
  if (days > 1) Object.assign(format, { weekday: "long", day: "numeric", month: "long" });
  const region = datesOf(lang);
  let shown = new Date(instant).toLocaleString(region, { ...format, hour12 });
  // That list is on the clock of the language alone, where halves of a day are in capitals.
  if (region !== lang) shown = shown.replace(/[ap]m$/, (half) => half.toUpperCase());
  return days === 1 ? `${new Intl.RelativeTimeFormat(lang, { numeric: "auto" }).format(1, "day")}, ${shown}` : shown;
}

/** @param {HTMLElement} marked */
function say(marked) {
  const { zone, open, always = "", shut, yours } = marked.dataset;
  const now = wallAt(Date.now(), zone);
  const [isOpen, change] = stateAt(marked.dataset, now);
  let words = isOpen ? always : "";
  if (change) {
    // The second look is for a change of the clocks near it.
    const near = 2 * change - wallAt(change, zone);
    const instant = near + change - wallAt(near, zone);
    const { lang } = /** @type {HTMLElement} */ (marked.closest("[lang]"));
    const time = inWords(lang, instant);
    words = String(isOpen ? open : shut).replace(
      "%s",
      wallAt(instant) === change ? time : String(yours).replace("%s", time),
    );
  }
  const rows = daysOff(marked.dataset);
  for (const [index, line] of marked.querySelectorAll("span").entries()) line.hidden = rows[index][1] + DAY <= now;
  if (!marked.querySelector("b")) marked.prepend(document.createElement("b"), document.createElement("br"));
  const status = /** @type {HTMLElement} */ (marked.querySelector("b"));
  status.textContent = words;
  status.style.color = isOpen ? "var(--guide-success)" : "";
}

/** @param {HTMLElement} marked */
export function start(marked) {
  say(marked);
  // The page may have been open for hours when the customer comes to the step, or back to it.
  for (const type of ["guided-help:step", "visibilitychange"]) document.addEventListener(type, () => say(marked));
}
