import { CORE } from "./core.js";
import { nodeOf, partOf, report, startOf } from "./guide.js";
import { sectionNow } from "./history.js";
import { withFacts } from "./known.js";
import { keepFromInstantNavigation } from "./material.js";
import { importPart, openParts } from "./parts.js";
import { find, hide } from "./sections.js";
import { cameFrom, label, settle, show } from "./step.js";
import { recall, textsOf } from "./storage.js";
import { onTicked } from "./ticks.js";
import { givenIn, trailTo } from "./trail.js";
import { follow, onArrival, onTravel } from "./ways.js";

/**
 * `<guided-help data-tree>`: shows the sections of a guide one at a time, and the answers that led there.
 *
 * The page is complete without it. It adds no words of its own: they are in the element's `<template>`.
 *
 * The address holds the step, and the entry in the browser's history holds the trail. The tab's session storage
 * keeps a second copy, for a switch of language and for the way back from another guide. A guide inside a page of
 * other things has `data-prefix`, with which its nodes' ids begin there.
 *
 * Dispatches bubbling events whose `detail` holds ids and the language only; see docs/reference/page.md.
 *
 * @typedef {import("./guide.js").Guide} Guide
 *
 * Listens while the guide is on the page. If what it does fails, the article is shown.
 *
 * @typedef {(target: EventTarget, type: string, act: (guide: Guide, event: any) => void, capture?: boolean) => void} On
 */
export class GuidedHelp extends HTMLElement {
  /** @type {Guide | undefined} */
  #guide;
  #listening = new AbortController();

  /** The id of the tree. */
  get tree() {
    return this.dataset.tree ?? "";
  }

  /** The address of the node that is shown. */
  get address() {
    return this.#guide?.place.address.href;
  }

  /** The id of the node that is shown. */
  get node() {
    return this.#guide && nodeOf(this.#guide, this.#guide.current);
  }

  /**
   * What it is shown in. The scripts of a site and of other pages each say this.
   *
   * @abstract
   * @returns {import("./guide.js").Place}
   */
  place() {
    throw new TypeError("no place");
  }

  connectedCallback() {
    this.#attempt(() => this.#begin());
  }

  #begin() {
    const sections = [...this.querySelectorAll(/** @type {"section"} */ ("section[data-kind]"))];
    const kept = recall(this.tree);
    const place = this.place();
    /** @type {Guide} */
    const guide = (this.#guide = {
      element: this,
      sections: new Map(sections.map((one) => [one.id, one])),
      parts: partsOf(this),
      place,
      current: sections[0],
      trail: [],
      given: {},
      before: cameFrom(place)?.tried ?? textsOf(kept?.before),
      pastSteps: new Map(),
      isSettled: true,
      hasHit: true,
    });
    guide.given = givenIn(guide, kept?.given);
    withFacts(guide, () => this.#attempt(() => this.#show(guide, kept?.node)));
  }

  /**
   * @param {Guide} guide
   * @param {string} kept the node that was shown last
   */
  #show(guide, kept) {
    // It may have left the page while a script was loaded.
    if (!this.isConnected || guide !== this.#guide) return;
    furnish(guide);
    this.#listen(guide);
    for (const one of guide.sections.values()) hide(one, true);
    const section = sectionNow(guide) ?? guide.sections.get(kept) ?? startOf(guide);
    const trail = trailTo(guide, section);
    if (guide.facts) guide.facts.begin(section, trail);
    else show(guide, section, trail);
    settle(guide);
  }

  disconnectedCallback() {
    const guide = this.#guide;
    if (guide) settle(guide);
    this.#showArticle();
    if (guide) label(guide, guide.place.title, "");
  }

  /** Take back all that this script has done, and show the page as it was. */
  #showArticle() {
    this.#listening.abort();
    for (const section of this.querySelectorAll(/** @type {"section"} */ ("section[data-kind]"))) hide(section, false);
    for (const part of this.querySelectorAll("[data-part]")) part.remove();
    for (const text of this.querySelectorAll("[data-by]")) text.role = "group";
    this.removeAttribute("data-whole");
    this.removeAttribute("data-begun");
  }

  /**
   * Do something, or show the whole article if that fails: a customer must never see an empty page.
   *
   * @param {() => void} act
   */
  #attempt(act) {
    try {
      act();
    } catch (error) {
      this.#showArticle();
      reportError(error);
    }
  }

  /** @param {Guide} guide */
  #listen(guide) {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    /** @type {On} */
    const on = (target, type, act, capture) =>
      target.addEventListener(type, (event) => this.#attempt(() => act(guide, event)), { capture, signal });
    on(this, "click", onClick);
    on(this, "submit", onTicked);
    // The next thing that the customer does, and every way of leaving the page, comes after what the last step put off.
    for (const type of ["click", "popstate", "pagehide", "visibilitychange"]) {
      on(window, type, settle, true);
    }
    if (guide.place.isOwn) {
      on(window, "popstate", onTravel);
      on(window, "hashchange", onArrival);
    }
    guide.place.listen(signal);
    importPart("tools").then(
      (part) => {
        if (!signal.aborted) this.#attempt(() => (guide.tools = part.start(guide, CORE, on)));
      },
      () => {
        // The guide leads on without them, and without the buttons that they make work; without its own, the whole trail shows.
        for (const part of this.querySelectorAll("button[data-part]")) part.remove();
      },
    );
  }
}

/**
 * A copy of the words and tools in the template of a guide, by name.
 *
 * @param {HTMLElement} element
 */
function partsOf(element) {
  const template = /** @type {HTMLTemplateElement} */ (find(element, ":scope > template"));
  const words = document.importNode(template.content, true);
  const parts = [...words.querySelectorAll(/** @type {"p"} */ ("[data-part]"))];
  return new Map(parts.map((part) => [part.dataset.part ?? "", /** @type {HTMLElement} */ (part)]));
}

/**
 * Put the tools where they belong on the page.
 *
 * @param {Guide} guide
 */
function furnish(guide) {
  const { element } = guide;
  const parts = (/** @type {string[]} */ ...names) => names.map((name) => partOf(guide, name));
  find(element, ".guide__bar").append(...parts("back", "restart", "begin"));
  find(element, ".guide__header").after(...parts("trail", "status"));
  // "Yes" has its place from the start, so that nobody who wants to press "No" meets it. It can be pressed with the tools.
  for (const ask of element.querySelectorAll("span + [data-unsolved]")) ask.before(partOf(guide, "yes").cloneNode(true));
  openParts(element);
}

/**
 * @param {Guide} guide
 * @param {MouseEvent} event
 */
function onClick(guide, event) {
  const target = /** @type {Element} */ (event.target);
  const link = /** @type {HTMLAnchorElement | null} */ (target.closest("a[href]"));
  // The second click of a double click lands on what the first has brought there, unless the first has missed everything.
  const isAgain = event.detail > 1 && guide.hasHit;
  guide.hasHit = isAgain || !!target.closest("a, button, label, summary");
  if (link?.dataset.contact && !isAgain) report(guide, "contact", { ...link.dataset });
  if (!link || isModified(event)) return;
  if (isAgain || follow(guide, link)) {
    event.preventDefault();
    keepFromInstantNavigation(event);
  }
}

/** @param {MouseEvent} event */
export function isModified(event) {
  return event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
}
