/**
 * The search of a site without MkDocs: a dialog that is opened from the header, or by the search field in a page. `site-tools.js`
 * loads it when it is first opened, and passes Enter on to it.
 */
import { startWorker } from "./site-tools.js";

/**
 * @typedef {import("./site-tools.js").Started} Started
 * @typedef {{location: string, title: string, text: string, score: number}} Hit
 */
const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3];
const MOST_LETTERS = 180;
/** The root of the site, which this script is a file of: `assets/izeja/site-search-box.js`. */
const SITE = new URL("../../", import.meta.url).href;
const INDEX = `${SITE}search/search_index.json`;

/**
 * Begin with a dialog. What is shown always belongs to the text in its field: hits of an older text that come late are not
 * shown, and Enter opens the first hit of the text that it was pressed for, whenever that comes.
 *
 * @param {HTMLDialogElement} dialog
 * @param {Started} started the worker for the first search; one that failed is replaced
 * @returns {{send: (query: string) => void}} what to call when a customer has pressed Enter
 */
export function begin(dialog, started) {
  const form = /** @type {HTMLFormElement} */ (dialog.querySelector("form"));
  const input = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
  const hits = /** @type {HTMLElement} */ (dialog.querySelector(".site-hits"));
  const status = /** @type {HTMLElement} */ (dialog.querySelector("[role=status]"));
  const help = /** @type {HTMLElement} */ (dialog.querySelector(".site-help"));
  Object.assign(input, { autocomplete: "off", autocapitalize: "off", spellcheck: false });
  let answered = "";
  /** @type {string | null} the text whose hits are wanted; null after a failure */
  let asked = "";
  /** @type {string | null} the text for which Enter was pressed, until its hits are there */
  let sent = null;
  /** @type {ReturnType<typeof finderOf> | null} */
  let finder = finderOf(started);
  /** @type {Promise<unknown>} */
  let turn = Promise.resolve();

  const show = (/** @type {string} */ query, /** @type {Hit[][]} */ groups) => {
    answered = query;
    hits.replaceChildren(...groups.map(shown));
    const { found = "", none = "" } = dialog.dataset;
    help.hidden = !query.trim();
    status.textContent = help.hidden ? "" : groups.length ? found.replace("{number}", `${groups.length}`) : none;
    if (sent === query) open();
  };
  const open = () => {
    sent = null;
    hits.querySelector("a")?.click();
  };
  const failed = (/** @type {unknown} */ error) => {
    console.warn(error);
    // The network may be back when the customer tries again.
    asked = finder = null;
    help.hidden = false;
  };
  const ready = () => (finder ??= finderOf(startWorker(dialog)));
  const find = async (/** @type {string} */ query) => {
    // Of the texts that wait, only the one that is still in the field is asked for.
    if (query !== asked) return;
    const groups = await (await ready())(query);
    if (query === asked) show(query, groups);
  };
  const search = () => {
    const query = input.value;
    if (query === asked) return;
    [asked, sent] = [query, null];
    if (query.trim()) turn = turn.then(() => find(query)).catch(failed);
    else show(query, []);
  };

  input.addEventListener("input", search);
  // The search field of a page hands over what was typed there.
  input.addEventListener("keyup", search);
  /** @type {HTMLElement} */ (form.querySelector("button")).onclick = () => dialog.close();
  dialog.addEventListener("close", () => (sent = null));
  dialog.addEventListener("keydown", (event) => walk(event, [input, ...hits.querySelectorAll("a")]));
  // A hit on the same page leaves the dialog open.
  hits.addEventListener("click", ({ target }) => /** @type {Element} */ (target).closest("a") && dialog.close());
  // A failure matters once something is asked for, which then tries again.
  ready().catch(() => (finder = null));
  search();
  return {
    send(query) {
      // Whoever types on after Enter is not led away.
      if (query !== input.value) return;
      search();
      sent = query;
      if (answered === query) open();
    },
  };
}

/**
 * Load the index, and return what finds the hits of a query. It answers one query after another.
 *
 * @param {Started} started
 * @returns {Promise<(query: string) => Promise<Hit[][]>>}
 */
async function finderOf({ worker, broken }) {
  const answerTo = (/** @type {object} */ message, /** @type {number} */ wanted) => {
    const answer = new Promise((resolve) => {
      worker.onmessage = ({ data: { type, data } }) => type === wanted && resolve(data);
    });
    worker.postMessage(message);
    return Promise.race([broken, answer]);
  };
  const answer = await fetch(INDEX);
  if (!answer.ok) throw new Error(`${answer.status}: ${answer.url}`);
  await answerTo({ type: SETUP, data: { ...(await answer.json()), options: {} } }, READY);
  return async (query) => (await answerTo({ type: QUERY, data: query }, RESULT)).items;
}

/**
 * Go to the next or the previous hit.
 *
 * @param {KeyboardEvent} event
 * @param {HTMLElement[]} stops
 */
function walk(event, stops) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const at = stops.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  if (!step || at < 0) return;
  event.preventDefault();
  stops[at + step]?.focus();
}

/**
 * A guide and the step in it that fits best, or several that fit as well, as an item of the list.
 *
 * @param {Hit[]} group
 */
function shown(group) {
  const page = group.find(({ location }) => !location.includes("#")) ?? group[0];
  const steps = group.filter((hit) => hit !== page && hit.score >= group[0].score);
  const item = document.createElement("li");
  item.append(...[page, ...steps].map(link));
  const text = document.createElement("p");
  text.append(...excerpt(group[0].text));
  if (text.hasChildNodes()) item.append(text);
  return item;
}

/** @param {Hit} hit */
function link({ location, title }) {
  const made = document.createElement("a");
  made.href = SITE + location;
  made.append(...textOf(parsed(title)));
  return made;
}

/**
 * A note, and the part of a text in which something was found, or its beginning.
 *
 * @param {string} html
 */
function excerpt(html) {
  const body = parsed(html ?? "");
  const blocks = [...body.querySelectorAll("p, li, pre")].filter((one) => !one.querySelector("p, li"));
  const best = blocks.find((one) => one.querySelector("mark")) ?? blocks.at(-1) ?? body;
  const note = body.querySelector("strong");
  return [...(note && !best.contains(note) ? [...textOf(note), " "] : []), ...textOf(best)];
}

/** @param {string} html */
function parsed(html) {
  return new DOMParser().parseFromString(html, "text/html").body;
}

/**
 * The text of an element with the marks in it, and nothing else that an index could bring along.
 *
 * @param {Element} element
 */
function textOf(element) {
  /** @type {Node[]} */
  const made = [];
  let letters = 0;
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (letters < MOST_LETTERS && texts.nextNode()) {
    const { textContent, parentElement } = texts.currentNode;
    const text = (textContent ?? "").slice(0, MOST_LETTERS - letters);
    letters += text.length;
    if (parentElement?.tagName === "MARK") {
      const mark = document.createElement("mark");
      mark.textContent = text;
      made.push(mark);
    } else made.push(document.createTextNode(text));
  }
  if (letters === MOST_LETTERS) made.push(document.createTextNode("…"));
  return made;
}
