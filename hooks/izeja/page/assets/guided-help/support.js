/**
 * What a customer has tried, for those who take over: a list at the support step, and a summary to copy.
 *
 * @typedef {import("./guide.js").Guide} Guide
 */

import { partOf, report } from "./guide.js";
import { find } from "./sections.js";
import { triedOn } from "./trail.js";

const LONGEST_LINK = 1800;

/** @param {Guide} guide */
export function showTried(guide) {
  const { current } = guide;
  const tried = current.dataset.kind === "support" ? triedOn(guide, guide.trail) : [];
  const part = partOf(guide, "tried");
  if (!tried.length && !current.querySelector("[data-prepare]")) return part.remove();
  const items = tried.map((textContent) => Object.assign(document.createElement("li"), { textContent }));
  partOf(guide, "tries").replaceChildren(...items);
  find(part, "div").hidden = !tried.length;
  find(current, ".guide__contacts").after(part);
}

/** @param {Guide} guide */
export function summaryOf(guide) {
  return linesOf(guide).join("\n");
}

/**
 * What support has to know: the guide, what was tried and prepared, and the address of the step.
 *
 * @param {Guide} guide
 */
function linesOf(guide) {
  const tried = triedOn(guide, guide.trail).map((text, index) => `${index + 1}. ${text}`);
  return [guide.page.title, ...tried, ...preparedIn(guide), location.href];
}

/**
 * What the customer has written into the fields of the step. It is stored nowhere.
 *
 * @param {Guide} guide
 */
function preparedIn({ current }) {
  const fields = [...current.querySelectorAll(/** @type {"input"} */ ("[data-prepare] input"))];
  const filled = fields.filter(({ value }) => value.trim());
  return filled.map(({ value, parentElement }) => `${parentElement?.textContent?.trim()}: ${value.trim()}`);
}

/**
 * Report that a customer turns to a contact, and give a mail the summary.
 *
 * @param {Guide} guide
 * @param {HTMLAnchorElement} link
 */
export function handOver(guide, link) {
  const { contact, channel } = link.dataset;
  report(guide, "contact", { contact, channel });
  if (channel === "email") link.href = `${link.href.replace(/&body.*/, "")}&body=${bodyOf(linesOf(guide))}`;
}

/**
 * Lines as the body of a mail (RFC 6068): without the oldest ones if the link were too long for a mail program.
 *
 * @param {string[]} lines
 * @returns {string}
 */
function bodyOf([title, ...lines]) {
  const body = encodeURIComponent([title, ...lines].join("\r\n").toWellFormed());
  return body.length > LONGEST_LINK && lines.length > 1 ? bodyOf([title, ...lines.slice(1)]) : body;
}
