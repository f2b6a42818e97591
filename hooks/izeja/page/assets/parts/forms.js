/**
 * Forms that ask for dates or a number. What is entered chooses an answer, and is kept nowhere.
 *
 * What is read from a form: the number that answers are compared with, NaN if there is none that is sure; what to say
 * about it; the fault of each field, "" for none; and the readings of one to be asked about.
 *
 * @typedef {{value: string, textContent: string}} Reading
 * @typedef {{number: number, words?: string[], faults: string[], readings?: Reading[]}} Entered
 * @typedef {(said: DOMStringMap, fields: HTMLInputElement[], language: string) => Entered} Read
 */

import { datesIn } from "../forms/dates.js";
import { numberIn } from "../forms/numbers.js";
import { fill, find, sectionOf, waysOf } from "../guided-help/sections.js";

/** @param {HTMLFormElement} form */
export function start(form) {
  for (const field of fieldsOf(form)) {
    field.addEventListener("input", () => onInput(field));
    // The customer may have been quicker than this script.
    if (field.value) onInput(field);
  }
  const goOn = () => judge(form, true)?.click();
  form.addEventListener("submit", goOn);
  if ("sent" in form.dataset) goOn();
}

/** @param {HTMLFormElement | HTMLElement} within */
function fieldsOf(within) {
  return [...within.querySelectorAll(/** @type {"input"} */ (".guide__field input"))];
}

/**
 * Say what an entry leads to, also wherever else this guide asks for the same.
 *
 * @param {HTMLInputElement} entered
 */
function onInput(entered) {
  for (const field of fieldsOf(/** @type {HTMLElement} */ (entered.closest("guided-help")))) {
    // Two dates of one form are never the same question, even if their labels are.
    if (field.name !== entered.name || (field !== entered && field.form === entered.form)) continue;
    field.value = entered.value;
    field.closest("details")?.setAttribute("open", "");
    judge(/** @type {HTMLFormElement} */ (field.form));
  }
}

/**
 * Repeat what was entered, and return the answer that covers it.
 *
 * @param {HTMLFormElement} form
 * @param {boolean} [isDone] whether to say what is wrong
 */
function judge(form, isDone) {
  const fields = fieldsOf(form);
  /** @type {Read} */
  const read = form.dataset.kind === "dates" ? datesIn : numberIn;
  const language = /** @type {HTMLElement} */ (form.closest("guided-help")).lang;
  const { number, words = [], faults, readings = [] } = read(form.dataset, fields, language);
  const answer = waysOf(sectionOf(form)).find(
    ({ dataset: { low, high } }) => number >= Number(low) && number <= Number(high),
  );
  const sum = find(form, "output");
  // The element itself stays: only changes of what is there already are announced.
  for (const part of sum.children) part.toggleAttribute("hidden", !answer);
  if (answer) {
    words.forEach((text, index) => (sum.children[index].textContent = text));
    fill(sum, "answer", find(answer, "[data-text]"));
  }
  fields.forEach((field, index) => {
    if (isDone) mark(field, faults[index], readings);
    // What was said of an entry is no longer true of the next one.
    else if (!faults[index] || field === document.activeElement) mark(field, "", []);
  });
  if (isDone) fields.find((_, index) => faults[index])?.focus();
  return answer;
}

/**
 * Say beside a field what is wrong with it, or take that back.
 *
 * @param {HTMLInputElement} field
 * @param {string} fault
 * @param {Reading[]} readings
 */
function mark(field, fault, readings) {
  const error = /** @type {HTMLElement} */ (field.labels?.[0].nextElementSibling);
  field.ariaInvalid = String(Boolean(fault));
  // A screen reader reads it with the field, unless that has the focus already.
  error.ariaLive = field === document.activeElement ? "polite" : "off";
  error.textContent = error.dataset[fault] ?? "";
  for (const reading of readings) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "guide__choice", ...reading });
    button.onclick = () => {
      field.value = reading.value;
      field.form?.requestSubmit();
    };
    error.append(" ", button);
  }
}
