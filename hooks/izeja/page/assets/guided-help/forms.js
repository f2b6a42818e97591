/**
 * What questions ask a customer to enter: dates, a number, or ticks beside answers. What is entered chooses an answer,
 * and is kept nowhere. Without this script the templates of forms stay closed, and the answers are plain choices.
 *
 * What a form of dates or of a number holds: the number that answers are compared with, NaN if that is not sure; what to
 * say about it; the fault of each field, by its name in the page, "" for none; and what to ask about, if a field can be
 * read in several ways.
 *
 * @typedef {import("./guide.js").Guide} Guide
 * @typedef {{value: string, text: string}} Reading
 * @typedef {{number: number, words: string[], faults: string[], readings?: Reading[]}} Entered
 */

import { datesIn } from "./dates.js";
import { numberIn } from "./number.js";
import { fill, find, sectionOf, waysOf } from "./sections.js";
import { firstTicked } from "./ticks.js";

/**
 * Put the forms on the page.
 *
 * @param {Element} element
 */
export function openForms(element) {
  for (const template of element.querySelectorAll(/** @type {"template"} */ ("[data-form]"))) {
    const form = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
    for (const part of form.children) part.setAttribute("data-part", "form");
    template.after(form);
  }
}

/**
 * Forget what was entered, for the next customer.
 *
 * @param {Guide} guide
 */
export function clearForms({ element }) {
  for (const form of element.querySelectorAll("form")) {
    form.reset();
    for (const one of form.querySelectorAll("output, .guide__error")) one.toggleAttribute("hidden", true);
  }
}

/**
 * Say what an entry leads to, also wherever else this guide asks for the same.
 *
 * @param {Guide} guide
 * @param {Event} event
 */
export function onInput(guide, { target }) {
  const { name, value } = /** @type {HTMLInputElement} */ (target);
  for (const field of guide.element.querySelectorAll("input")) {
    if (!name || field.name !== name) continue;
    if (field !== target) field.value = value;
    judge(guide, /** @type {HTMLFormElement} */ (field.form), false);
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
  const form = /** @type {HTMLFormElement} */ (event.target);
  (form.dataset.kind === "several" ? firstTicked(sectionOf(form)) : judge(guide, form, true))?.click();
}

/**
 * Repeat what was entered, and say which answer covers it.
 *
 * @param {Guide} guide
 * @param {HTMLFormElement} form
 * @param {boolean} isDone whether to say what is wrong
 */
function judge({ element: { lang } }, form, isDone) {
  const fields = [...form.querySelectorAll("input")];
  const { number, words, faults, readings = [] } = (form.dataset.kind === "dates" ? datesIn : numberIn)(form, fields, lang);
  const answer = waysOf(sectionOf(form)).find(
    ({ dataset: { low, high } }) => number >= Number(low ?? NaN) && number <= Number(high ?? NaN),
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
  const error = find(sectionOf(field), `#${CSS.escape(field.id)}--error`);
  field.ariaInvalid = String(Boolean(fault));
  error.hidden = !fault;
  error.textContent = error.dataset[fault] ?? "";
  for (const { value, text } of readings) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "guide__choice", textContent: text });
    button.onclick = () => {
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    };
    error.append(" ", button);
  }
}
