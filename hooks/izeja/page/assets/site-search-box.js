/**
 * The search of a site without MkDocs: a dialog that is opened from the header, or by the search field in a page. `site.js`
 * loads it when it is first opened.
 *
 * @typedef {{location: string, title: string, text: string, score: number}} Hit
 */
const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3];
const MOST_LETTERS = 180;

/** @type {WeakSet<HTMLDialogElement>} */
const begun = new WeakSet();

/**
 * Begin with a dialog that has been opened; or go on.
 *
 * @param {HTMLDialogElement} dialog
 */
export function begin(dialog) {
  const form = /** @type {HTMLFormElement} */ (dialog.querySelector("form"));
  const input = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
  input.focus();
  if (begun.has(dialog)) return;
  begun.add(dialog);
  const hits = /** @type {HTMLElement} */ (dialog.querySelector(".site-hits"));
  const status = /** @type {HTMLElement} */ (dialog.querySelector("[role=status]"));
  const ask = searchOf(dialog, (groups) => {
    hits.replaceChildren(...groups.map((group) => shown(group, dialog)));
    const { found = "", none = "" } = dialog.dataset;
    status.textContent = !input.value.trim() ? "" : groups.length ? found.replace("{number}", `${groups.length}`) : none;
  });
  const search = () => ask(input.value);
  input.addEventListener("input", search);
  // The search field of a page hands over what was typed there.
  input.addEventListener("keyup", search);
  form.onsubmit = (event) => {
    event.preventDefault();
    hits.querySelector("a")?.click();
  };
  /** @type {HTMLElement} */ (form.querySelector("button")).onclick = () => dialog.close();
  dialog.addEventListener("keydown", (event) => walk(event, [input, ...hits.querySelectorAll("a")]));
  // A hit on the same page leaves the dialog open.
  hits.addEventListener("click", ({ target }) => /** @type {Element} */ (target).closest("a") && dialog.close());
  search();
}

/**
 * Returns what asks the worker. Of several queries that wait, only the last one is asked.
 *
 * @param {HTMLDialogElement} dialog
 * @param {(groups: Hit[][]) => void} show
 */
function searchOf({ dataset }, show) {
  const worker = new Worker(new URL(/** @type {string} */ (dataset.worker), document.baseURI));
  let [asked, waits] = ["", true];
  /** @type {string | null} */
  let next = null;
  const send = (/** @type {string} */ query) => {
    [asked, next, waits] = [query, null, true];
    worker.postMessage({ type: QUERY, data: query });
  };
  worker.onmessage = ({ data: { type, data } }) => {
    if (type === RESULT) show(data.items);
    if (type !== READY && type !== RESULT) return;
    waits = false;
    if (next !== null) send(next);
  };
  fetch(/** @type {string} */ (dataset.index))
    .then((answer) => answer.json())
    .then((data) => worker.postMessage({ type: SETUP, data: { ...data, options: {} } }));
  return (/** @type {string} */ query) => {
    if (query === (next ?? asked)) return;
    if (waits) next = query;
    else send(query);
  };
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
 * @param {HTMLDialogElement} dialog
 */
function shown(group, { dataset: { root = "" } }) {
  const page = group.find(({ location }) => !location.includes("#")) ?? group[0];
  const steps = group.filter((hit) => hit !== page && hit.score >= group[0].score);
  const item = document.createElement("li");
  item.append(link(page, root), ...steps.map((step) => link(step, root)));
  const text = document.createElement("p");
  text.append(...excerpt(group[0].text));
  if (text.hasChildNodes()) item.append(text);
  return item;
}

/**
 * @param {Hit} hit
 * @param {string} root
 */
function link({ location, title }, root) {
  const made = document.createElement("a");
  made.href = root + location;
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
