/**
 * Questions that ask for two dates: how many days lie between them, and which answer covers that number.
 *
 * @typedef {import("./guide.js").Guide} Guide
 */

import { fill, find, sectionOf, waysOf } from "./sections.js";
import { follow } from "./ways.js";

const DAY = 86400000;

/**
 * Put the forms on the page. Without this script their templates stay closed, and the answers are plain choices.
 *
 * @param {Element} element
 */
export function openForms(element) {
  for (const dates of element.querySelectorAll(/** @type {"template"} */ ("[data-dates]"))) {
    const form = /** @type {DocumentFragment} */ (dates.content.cloneNode(true));
    for (const part of form.children) part.setAttribute("data-part", "dates");
    dates.after(form);
  }
}

/**
 * Say how many days lie between the dates of a form, and return the answer that covers them.
 *
 * @param {Guide} guide
 * @param {HTMLFormElement} form
 */
function addUp({ element }, form) {
  const fields = fieldsOf(form);
  const [since, until] = fields.map(({ valueAsNumber }) => valueAsNumber);
  const days = (until - since) / DAY;
  const answer = waysOf(sectionOf(form)).find(
    ({ dataset: { low, high } }) => days >= Number(low ?? NaN) && days <= Number(high ?? NaN),
  );
  const sum = find(form, "output");
  sum.hidden = !answer;
  if (answer) {
    const amount = new Intl.NumberFormat(element.lang, { style: "unit", unit: "day", unitDisplay: "long" });
    const order = ["before", "same", "after"][Math.sign(days) + 1];
    find(sum, "span").textContent = (sum.dataset[order] ?? "").replace("%s", amount.format(Math.abs(days)));
    fill(sum, "answer", find(answer, "[data-text]"));
  }
  for (const field of fields) if (field.value) mark(field, false);
  return answer;
}

/**
 * Count again when a date was entered.
 *
 * @param {Guide} guide
 * @param {Event} event
 */
export function onDate(guide, { target }) {
  const { form } = /** @type {HTMLInputElement} */ (target);
  if (form) addUp(guide, form);
}

/**
 * Go on from a form, or say which date is missing.
 *
 * @param {Guide} guide
 * @param {SubmitEvent} event
 */
export function onDates(guide, event) {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.target);
  const answer = addUp(guide, form);
  if (answer) return follow(guide, answer) || location.assign(answer.href);
  const missing = fieldsOf(form).filter(({ value }) => !value);
  for (const field of missing) mark(field, true);
  missing[0].focus();
}

/** @param {HTMLFormElement} form */
function fieldsOf(form) {
  return [...form.querySelectorAll("input")];
}

/**
 * Say beside a field that it needs a date, or take that back.
 *
 * @param {HTMLInputElement} field
 * @param {boolean} isWrong
 */
function mark(field, isWrong) {
  field.ariaInvalid = String(isWrong);
  const error = document.getElementById(field.getAttribute("aria-describedby") ?? "");
  error?.toggleAttribute("hidden", !isWrong);
}
