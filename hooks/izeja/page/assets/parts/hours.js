/**
 * Says whether a contact is open now, and until when, or when it opens again: in the customer's own time.
 *
 * The times of a week are minutes from Monday's midnight, as the clocks of the contact show them. So "wall" times here
 * are what those clocks show, as if they were in UTC; what is between two of them may be an hour more or less.
 */
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const WEEK = 7 * DAY;

/**
 * What the clocks of a time zone show at an instant.
 *
 * @param {Intl.DateTimeFormat} clock
 * @param {number} instant
 */
function wallAt(clock, instant) {
  const [year, month, day, hour, minute] = clock
    .formatToParts(instant)
    .filter(({ type }) => type !== "literal")
    .map(({ value }) => Number(value));
  return Date.UTC(year, month - 1, day, hour, minute);
}

/**
 * The instant at which the clocks show a time. The second look is for a change of the clocks near it.
 *
 * @param {Intl.DateTimeFormat} clock
 * @param {number} wall
 */
function instantOf(clock, wall) {
  const first = 2 * wall - wallAt(clock, wall);
  return first + wall - wallAt(clock, first);
}

/** @param {string} [timeZone] the customer's own, if none is given */
function clockOf(timeZone) {
  // Swedes write the largest unit first, and in digits.
  return new Intl.DateTimeFormat("sv-u-ca-gregory-nu-latn", { timeZone, dateStyle: "short", timeStyle: "short" });
}

/**
 * Whether a contact is open at a wall time, and the wall time at which that ends; none if it never does.
 *
 * @param {DOMStringMap} data
 * @param {number} now
 */
export function stateAt({ week = "", off = "" }, now) {
  const times = week.split(" ").map((one) => one.split("-").map(Number));
  const rows = off.split(" ").map((one) => one.split("/").map(Date.parse));
  let until = now;
  // 1970 began on a Thursday. Last week's times may go on until today.
  for (let monday = now - ((now + 3 * DAY) % WEEK) - WEEK; monday < now + 60 * WEEK; monday += WEEK) {
    for (const [start, end] of times) {
      const from = monday + start * MINUTE;
      const to = monday + end * MINUTE;
      if (to <= now || rows.some(([first, last]) => from >= first && from < last + DAY)) continue;
      if (from > until) return { open: until > now, change: until > now ? until : from };
      until = Math.max(until, to);
      if (until - now > WEEK) return { open: true };
    }
  }
  return { open: false };
}

/**
 * A time as the customer reads it: today's without a day.
 *
 * @param {string} lang
 * @param {number} instant
 */
function inWords(lang, instant) {
  const own = clockOf();
  const day = (/** @type {number} */ at) => Math.floor(wallAt(own, at) / DAY);
  const days = day(instant) - day(Date.now());
  /** @type {Intl.DateTimeFormatOptions} */
  const format = { hour: "numeric", minute: "2-digit" };
  if (days > 1) format.weekday = "long";
  if (days > 6) Object.assign(format, { day: "numeric", month: "long" });
  const shown = new Intl.DateTimeFormat(lang, format).format(instant);
  return days === 1 ? `${new Intl.RelativeTimeFormat(lang, { numeric: "auto" }).format(1, "day")}, ${shown}` : shown;
}

/** @param {HTMLElement} marked */
function say(marked) {
  const { zone, open: until, always, shut, yours } = marked.dataset;
  const clock = clockOf(zone);
  const { open, change } = stateAt(marked.dataset, wallAt(clock, Date.now()));
  let words = open ? always : "";
  if (change) {
    const instant = instantOf(clock, change);
    const time = inWords(/** @type {HTMLElement} */ (marked.closest("[lang]")).lang, instant);
    const shown = wallAt(clockOf(), instant) === change ? time : yours?.replace("%s", time);
    words = (open ? until : shut)?.replace("%s", shown ?? "");
  }
  const status = marked.querySelector("b") ?? document.createElement("b");
  status.textContent = words ?? "";
  status.toggleAttribute("data-is-open", open);
  marked.prepend(status);
}

/** @param {HTMLElement} marked */
export function start(marked) {
  say(marked);
  // The page may have been open for hours when the customer comes to the step, or back to it.
  for (const type of ["guided-help:step", "visibilitychange"]) {
    document.addEventListener(type, () => marked.isConnected && say(marked));
  }
}
