/**
 * What questions ask a customer to enter: dates, a number (`parts/number.js`), or ticks beside answers. What is entered
 * chooses an answer, and is kept nowhere. Without this script the templates of forms stay closed, and the answers are
 * plain choices.
 *
 * What a form of dates or of a number holds: the number that answers are compared with, NaN if there is none that is
 * sure; what to say about it; the fault of each field, "" for none; and the readings of one to be asked about.
 *
 * @typedef {import("./guide.js").Guide} Guide
 * @typedef {{value: string, textContent: string}} Reading
 * @typedef {{number: number, words?: string[], faults: string[], readings?: Reading[]}} Entered
 * @typedef {(said: DOMStringMap, fields: HTMLInputElement[], language: string) => Entered} Read
 * @typedef {HTMLFormElement & {read?: Read}} Form
 */

import { datesIn } from "./dates.js";
import { loadParts } from "./parts.js";
import { fill, find, sectionOf, waysOf } from "./sections.js";
import { firstTicked } from "./ticks.js";

/** @type {Entered} */
const NOTHING = { number: NaN, faults: [] };

/**
 * Put empty forms on the page, in place of those that are there.
 *
 * @param {HTMLElement} element
 */
export function openForms(element) {
  for (const part of element.querySelectorAll("[data-part=form]")) part.remove();
  for (const template of element.querySelectorAll(/** @type {"template"} */ ("[data-form]"))) {
    const form = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
    for (const part of form.children) part.setAttribute("data-part", "form");
    template.after(form);
  }
  loadParts(element);
}

/**
 * Say what an entry leads to, also wherever else this guide asks for the same.
 *
 * @param {Guide} guide
 * @param {Event} event
 */
export function onInput(guide, { target }) {
  const { name, value, form } = /** @type {HTMLInputElement} */ (target);
  for (const field of guide.element.querySelectorAll(/** @type {"input"} */ (".guide__form [name]"))) {
    // Two dates of one form are never the same question, even if their labels are.
    if (field.name !== name || (field !== target && field.form === form)) continue;
    if (field !== target) field.value = value;
    field.closest("details")?.setAttribute("open", "");
    judge(guide, /** @type {Form} */ (field.form));
  }
}

/**
 * Go on from a form, or say what is missing.
 *
 * @param {Guide} guide
 * @param {SubmitEvent} event
 */
export function onSubmit(guide, event) {
  event.preventDefault();
  const form = /** @type {Form} */ (event.target);
  (form.dataset.kind ? judge(guide, form, true) : firstTicked(sectionOf(form)))?.click();
}

/**
 * Repeat what was entered, and say which answer covers it.
 *
 * @param {Guide} guide
 * @param {Form} form
 * @param {boolean} [isDone] whether to say what is wrong
 */
function judge({ element: { lang } }, form, isDone) {
  const fields = [...form.querySelectorAll("input")];
  const read = form.dataset.kind === "dates" ? datesIn : form.read;
  const { number, words = [], faults, readings = [] } = read?.(form.dataset, fields, lang) ?? NOTHING;
  const answer = waysOf(sectionOf(form)).find(
    ({ dataset: { low, high } }) => number >= Number(low) && number <= Number(high),
  );
  const sum = find(form, "output");
  sum.hidden = !answer;
  if (answer) {
    words.forEach((text, index) => (sum.children[index].textContent = text));
    fill(sum, "answer", find(answer, "[data-text]"));
  }
  fields.forEach((field, index) => {
    if (isDone || !faults[index]) mark(field, faults[index], readings);
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
  error.hidden = !fault;
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
