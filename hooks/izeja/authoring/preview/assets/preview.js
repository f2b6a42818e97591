/**
 * Keeps a page of the preview up to date: its server sends what has changed, and the step stays.
 *
 * @typedef {{title: string, html: string, panel: string | null, places: Record<string, string>, is_there: boolean,
 *   is_proved: boolean}} Content
 */
const MAP = "izeja-preview:map";
const WAYS = "a[data-answer], a[data-unsolved]";
const root = document.documentElement;
/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const state = byId("preview-state");
const edit = /** @type {HTMLAnchorElement} */ (byId("preview-edit"));
const button = byId("preview-map");
const drawing = document.querySelector(".preview-drawing");
const panes = [...document.querySelectorAll(/** @type {"iframe"} */ (".preview-frame"))];

let { seen } = root.dataset;
// The guide may have begun before this script.
let node = guideIn(document)?.node ?? "";
let html = "";
/** @type {Record<string, string>} */
let places = JSON.parse(document.getElementById("preview-places")?.textContent ?? "{}");
/** @type {EventSource | undefined} */
let stream;
let isMirrored = false;
let drawings = 0;

if (window.parent !== window) root.dataset.framed = "";

/** @param {Content} content */
function show(content) {
  document.title = content.title;
  if (content.html !== html) put(content.html);
  if (content.panel !== null) putPanel(content.panel);
  places = content.places;
  state.textContent = content.is_proved ? "" : "Checking …";
  showStep();
  // The map shows what is proved. It is on this page, or on the one around it.
  if (content.is_proved) window.parent.dispatchEvent(new CustomEvent("preview:proved"));
}

/** @param {string} next */
function put(next) {
  const focused = document.activeElement?.closest("#preview-content [id]")?.id;
  html = next;
  byId("preview-content").innerHTML = next;
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

/** @param {string} next */
function putPanel(next) {
  const panel = byId("preview-panel");
  if (panel.innerHTML !== next) panel.innerHTML = next;
}

function listen() {
  if (document.hidden) return stream?.close();
  if (stream && stream.readyState !== EventSource.CLOSED) return;
  stream = new EventSource(`/_/news${location.pathname}?seen=${seen}`);
  stream.onmessage = ({ data, lastEventId }) => {
    seen = lastEventId;
    show(JSON.parse(data));
  };
  stream.onopen = () => (state.textContent = "");
  stream.onerror = () => (state.textContent = "The preview has ended. Start it again: izeja preview");
}

/** Say where the step is written, and light it on the map. */
function showStep() {
  const place = places[node] ?? Object.values(places)[0];
  edit.hidden = !place;
  if (place) edit.href = place;
  light();
}

/** Draw the map, if it is wanted. */
function draw() {
  if (!drawing || drawing.hasAttribute("hidden")) return;
  const frame = /** @type {HTMLIFrameElement} */ (drawing.firstElementChild);
  drawings += 1;
  // Another entry in the browser's history would be in the way back. Chromium ignores an address that is being loaded
  // already, so each drawing has one of its own.
  frame.contentWindow?.location.replace(`${root.dataset.map}?${drawings}`);
}

function light() {
  const map = /** @type {HTMLIFrameElement | null} */ (drawing?.firstElementChild ?? null)?.contentDocument;
  for (const box of map?.querySelectorAll("[data-node]") ?? []) {
    if (box.getAttribute("data-node") === node) {
      box.setAttribute("aria-current", "step");
      reveal(box, map?.defaultView);
    } else box.removeAttribute("aria-current");
  }
}

/**
 * Scroll a frame, and not the page around it, as `scrollIntoView` would.
 *
 * @param {Element} box
 * @param {Window | null | undefined} frame
 */
function reveal(box, frame) {
  const { left, top, width, height } = box.getBoundingClientRect();
  frame?.scrollBy(left + width / 2 - frame.innerWidth / 2, top + height / 2 - frame.innerHeight / 2);
}

/**
 * Go to the step of a box, on this page or in its panes.
 *
 * @param {Event} event
 */
function onBox(event) {
  const href = /** @type {Element} */ (event.target).closest("a[data-node]")?.getAttribute("href");
  if (!href) return;
  event.preventDefault();
  if (panes.length) for (const frame of panes) follow(frame, href);
  else location.assign(href);
}

/**
 * Show a step in a frame, in the language of the frame.
 *
 * @param {HTMLIFrameElement} frame
 * @param {string} href its address in any language
 */
function follow(frame, href) {
  // Its language is that of the page it began with, which may still be on its way.
  const [, language] = new URL(frame.src).pathname.split("/");
  frame.contentWindow?.location.assign(href.replace(/^\/[^/]*/, `/${language}`));
}

/** @param {{tree: string, node: string | undefined}} step */
function goTo(step) {
  node = step.node ?? "";
  // Each language has the same step, and of languages side by side, a pane may have gone to another guide.
  for (const link of document.querySelectorAll(/** @type {"a"} */ ("a.preview-language"))) {
    link.href = `${link.pathname.split("/", 2).join("/")}/${step.tree}/#${node}`;
    if (panes.length && link.ariaCurrent) history.replaceState(null, "", link.href);
  }
  const map = root.dataset.map?.replace(/^(\/_\/map\/[^/]*\/).*/, `$1${step.tree}/`);
  const isOther = map !== root.dataset.map;
  if (map) root.dataset.map = map;
  if (isOther) draw();
  showStep();
}

/**
 * The step that a frame shows, with its guide.
 *
 * @param {HTMLIFrameElement} frame
 */
function stepIn({ contentDocument }) {
  const guide = guideIn(contentDocument);
  return guide && `${guide.tree}/#${guide.node}`;
}

/**
 * @param {Document | null} page
 * @returns {{tree: string, node: string | undefined} | undefined}
 */
function guideIn(page) {
  return /** @type {any} */ (page?.querySelector("guided-help")) ?? undefined;
}

/**
 * Choose in the other panes what was chosen in one: their guides have the same links in the same order.
 *
 * @param {HTMLIFrameElement} frame
 * @param {Event} event
 */
function mirror(frame, { target, isTrusted }) {
  const link = /** @type {Element} */ (target).closest(WAYS);
  if (!link || !isTrusted) return;
  const ways = (/** @type {HTMLIFrameElement} */ one) => [
    ...(one.contentDocument?.querySelectorAll(/** @type {"a"} */ (WAYS)) ?? []),
  ];
  const number = ways(frame).indexOf(/** @type {HTMLAnchorElement} */ (link));
  const here = stepIn(frame);
  isMirrored = true;
  for (const other of panes) if (other !== frame && stepIn(other) === here) ways(other)[number]?.click();
  isMirrored = false;
}

/** @param {HTMLIFrameElement} frame */
function join(frame) {
  const inside = frame.contentDocument;
  inside?.addEventListener("click", (event) => mirror(frame, event), { capture: true });
  inside?.addEventListener("guided-help:step", (event) => arrive(frame, /** @type {CustomEvent} */ (event).detail));
  // It may have begun before its page was loaded.
  const guide = guideIn(inside);
  if (guide?.node) arrive(frame, guide);
}

/**
 * Show in the other frames what one has come to.
 *
 * @param {HTMLIFrameElement} frame
 * @param {{tree: string, node: string | undefined}} step
 */
function arrive(frame, step) {
  goTo(step);
  if (isMirrored) return;
  const here = `${step.tree}/#${step.node}`;
  for (const other of panes) {
    // The empty document of a frame before its first page is complete, too.
    const isLoaded = other.contentDocument?.readyState === "complete" && other.contentDocument.URL !== "about:blank";
    if (other !== frame && isLoaded && stepIn(other) !== here) follow(other, `/_/${here}`);
  }
}

document.addEventListener("guided-help:step", (event) => goTo(/** @type {CustomEvent} */ (event).detail));
document.addEventListener("visibilitychange", listen);
window.addEventListener("preview:proved", draw);
for (const pane of panes) {
  pane.addEventListener("load", () => join(pane));
  // It may have come to another step before.
  if (location.hash) pane.src += location.hash;
}
if (drawing) {
  const frame = /** @type {HTMLIFrameElement} */ (drawing.firstElementChild);
  frame.addEventListener("load", () => {
    frame.contentDocument?.addEventListener("click", onBox);
    light();
  });
  const toggle = (/** @type {boolean} */ isOpen) => {
    drawing.toggleAttribute("hidden", !isOpen);
    button.ariaPressed = String(isOpen);
    draw();
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    const isOpen = drawing.hasAttribute("hidden");
    sessionStorage.setItem(MAP, isOpen ? "open" : "");
    toggle(isOpen);
  });
  toggle(Boolean(sessionStorage.getItem(MAP)));
}
showStep();
if (!panes.length) listen();
