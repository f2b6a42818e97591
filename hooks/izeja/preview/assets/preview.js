/**
 * Keeps a page of the preview up to date: its server sends what has changed, and the step stays.
 *
 * @typedef {{title: string, html: string, panel: string | null, places: Record<string, string>, is_there: boolean,
 *   is_proved: boolean}} Content
 */
const MAP = "izeja-preview:map";
const root = document.documentElement;
/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const state = byId("preview-state");
const edit = /** @type {HTMLAnchorElement} */ (byId("preview-edit"));
const button = byId("preview-map");
const drawing = document.querySelector(".preview-drawing");
const frames = [...document.querySelectorAll(/** @type {"iframe"} */ (".preview-frame"))];

let { seen } = root.dataset;
let node = location.hash.slice(1);
let html = "";
/** @type {Record<string, string>} */
let places = JSON.parse(document.getElementById("preview-places")?.textContent ?? "{}");
/** @type {EventSource | undefined} */
let news;

if (window.parent !== window) root.dataset.framed = "";

/** @param {Content} content */
function show(content) {
  document.title = content.title;
  if (content.html !== html) put(content.html);
  if (content.panel !== null) putPanel(content.panel);
  places = content.places;
  state.textContent = content.is_proved ? "" : "Checking …";
  showStep();
  if (content.is_proved) draw();
  window.parent.dispatchEvent(new CustomEvent("preview:shown"));
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
  if (document.hidden) return news?.close();
  if (news && news.readyState !== EventSource.CLOSED) return;
  news = new EventSource(`/_/news${location.pathname}?seen=${seen}`);
  news.onmessage = ({ data, lastEventId }) => {
    seen = lastEventId;
    show(JSON.parse(data));
  };
  news.onopen = () => (state.textContent = "");
  news.onerror = () => (state.textContent = "The preview has ended. Start it again: izeja preview");
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
  // Another entry in the browser's history would be in the way back.
  frame.contentWindow?.location.replace(root.dataset.map ?? "");
}

function light() {
  const map = /** @type {HTMLIFrameElement | null} */ (drawing?.firstElementChild ?? null)?.contentDocument;
  for (const box of map?.querySelectorAll("[data-node]") ?? []) {
    if (box.getAttribute("data-node") === node) {
      box.setAttribute("aria-current", "step");
      box.scrollIntoView({ block: "center", inline: "center" });
    } else box.removeAttribute("aria-current");
  }
}

/**
 * Go to the step of a box, on this page or in its frames.
 *
 * @param {Event} event
 */
function onBox(event) {
  const link = /** @type {Element} */ (event.target).closest("a[data-node]");
  if (!link) return;
  event.preventDefault();
  const href = link.getAttribute("href") ?? "";
  if (frames.length) for (const frame of frames) follow(frame, href);
  else location.assign(href);
}

/**
 * Show the same step in a frame, in its own language.
 *
 * @param {HTMLIFrameElement} frame
 * @param {string} href
 */
function follow(frame, href) {
  const own = frame.contentWindow?.location;
  if (!own) return;
  const address = own.pathname.split("/")[1];
  const next = href.replace(/^\/[^/]*/, `/${address}`);
  if (own.pathname + own.hash !== next) own.assign(next);
}

/** @param {Event} event */
function onStep(event) {
  ({ node } = /** @type {CustomEvent} */ (event).detail);
  showStep();
}

/** @param {HTMLIFrameElement} frame */
function join(frame) {
  const inside = frame.contentDocument;
  inside?.addEventListener("guided-help:step", (event) => {
    onStep(event);
    const { tree } = /** @type {CustomEvent} */ (event).detail;
    for (const other of frames) if (other !== frame) follow(other, `/_/${tree}/#${node}`);
  });
}

document.addEventListener("guided-help:step", onStep);
document.addEventListener("visibilitychange", listen);
window.addEventListener("preview:shown", draw);
for (const frame of frames) frame.addEventListener("load", () => join(frame));
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
if (!frames.length) listen();
