const ENDINGS = new Set(["resolution", "support"]);
const CAME_FROM = "guided-help:came-from";

/**
 * `<guided-help data-tree>`: shows the sections of a guide one at a time, and the answers that led there.
 *
 * The page is whole without it. It adds no words of its own: they stand in the element's `<template>`.
 *
 * The address holds the step, and the entry in the browser's history holds the trail. The tab's session storage
 * keeps a second copy, for a switch of language and for the way back from another guide.
 *
 * Dispatches bubbling events whose `detail` holds ids only:
 * - `guided-help:step` `{tree, node, kind, language}`: a step is shown, the first one too
 * - `guided-help:answer` `{tree, node, to, language}`: an answer, or the way on from a step, was chosen
 * - `guided-help:end` `{tree, node, kind, language}`: the step shown is an ending
 */
export class GuidedHelp extends HTMLElement {
  #sections = [];
  #current = null;
  #trail = [];
  #given = {};
  #parts = new Map();
  #listening = null;
  #page = { path: "", title: "" };

  /** The id of the tree. */
  get tree() {
    return this.dataset.tree;
  }

  /** The id of the step that is shown. */
  get node() {
    return this.#current?.id;
  }

  connectedCallback() {
    this.#sections = [...this.querySelectorAll("section[data-kind]")];
    this.#page = { path: location.pathname, title: document.title };
    this.#given = recall(this.#key)?.given ?? {};
    this.#furnish();
    this.#listen();
    this.#show(this.#sectionAt(location) ?? this.#start);
  }

  disconnectedCallback() {
    this.#listening.abort();
    for (const part of this.#parts.values()) part.remove();
    for (const section of this.#sections) section.hidden = false;
    this.removeAttribute("data-whole");
    this.#label(this.#page.title, "");
  }

  get #start() {
    return this.#sections[0];
  }

  get #key() {
    return `guided-help:${this.tree}`;
  }

  get #isWhole() {
    return this.hasAttribute("data-whole");
  }

  #part(name) {
    return this.#parts.get(name);
  }

  #furnish() {
    const words = this.querySelector("template").content.cloneNode(true);
    this.#parts = new Map([...words.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));
    this.querySelector(".guide__bar").append(this.#part("back"), this.#part("restart"), this.#part("begin"));
    this.querySelector(".guide__header").after(this.#part("trail"));
    this.querySelector(".guide__views").append(this.#part("whole"), this.#part("single"));
  }

  #listen() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.addEventListener("click", (event) => this.#onClick(event), { signal });
    this.#part("earlier").addEventListener("click", () => this.#toggleEarlier(), { signal });
    this.#part("whole").addEventListener("click", () => this.#showWhole(), { signal });
    this.#part("single").addEventListener("click", () => this.#showSingle(), { signal });
    window.addEventListener("popstate", () => this.#onTravel(), { signal });
    window.addEventListener("hashchange", () => this.#onArrival(), { signal });
    for (const link of languageLinks()) {
      // Material would send the customer to the start: it looks for a sitemap of each language, and drops the hash.
      link.addEventListener("click", (event) => event.stopPropagation(), { signal });
    }
  }

  #onClick(event) {
    const link = event.target.closest("a[href]");
    if (!link || isModified(event)) return;
    const isAnswer = link.hasAttribute("data-answer");
    if (isAnswer) this.#tell("answer", { to: link.dataset.answer });

    const section = this.#sectionAt(link);
    if (isAnswer && !section) remember(CAME_FROM, { to: link.href, from: location.href });
    if (!section || this.#isWhole) return;

    event.preventDefault();
    event.stopPropagation(); // Material's instant navigation would add a second entry to the history
    if (link === this.#part("restart")) this.#given = {};
    if (link === this.#part("back") && this.#entry?.previous === section.id) history.back();
    else this.#goTo(section, isAnswer ? this.#trailWith(link) : this.#trail);
  }

  #onTravel() {
    const section = this.#sectionAt(location);
    if (section && !this.#isWhole) this.#moveTo(section);
  }

  #onArrival() {
    // Chrome takes the focus away again when it comes to the fragment, which it does after it has told of the travel.
    if (this.#sectionAt(location) === this.#current && !this.#isWhole) this.#focus(headingOf(this.#current));
  }

  #moveTo(section) {
    this.#show(section);
    this.#focus(headingOf(section));
  }

  /** The section that an address leads to; none when it leads to something else. */
  #sectionAt({ origin, pathname, hash }) {
    if (origin !== location.origin || pathname !== this.#page.path) return null;
    const target = document.getElementById(hash.slice(1));
    if (!target) return this.#start;
    return this.#sections.find((section) => section.contains(target)) ?? null;
  }

  #trailWith(link) {
    const section = link.closest("section");
    return [...this.#trail, { node: section.id, answer: answersOf(section).indexOf(link) }];
  }

  #goTo(section, trail) {
    const seen = trail.findIndex(({ node }) => node === section.id);
    const entry = {
      tree: this.tree,
      node: section.id,
      previous: this.node,
      trail: seen === -1 ? trail : trail.slice(0, seen),
    };
    history.pushState({ guidedHelp: entry }, "", `#${section.id}`);
    this.#moveTo(section);
  }

  get #entry() {
    const entry = history.state?.guidedHelp;
    return entry?.tree === this.tree ? entry : null;
  }

  #trailTo(section) {
    const kept = [this.#entry, recall(this.#key)];
    return kept.find((one) => one?.node === section.id && this.#holds(one.trail, section))?.trail ?? [];
  }

  /** Whether a trail of earlier still leads to the section: the guide may have been edited since. */
  #holds(trail, section) {
    return trail.every((past, index) => {
      const link = this.#answerOf(past);
      return link && this.#sectionAt(link)?.id === (trail[index + 1]?.node ?? section.id);
    });
  }

  #answerOf({ node, answer }) {
    const section = this.#sections.find(({ id }) => id === node);
    return section && answersOf(section)[answer];
  }

  #show(section) {
    this.#current = section;
    this.#trail = this.#trailTo(section);
    for (const { node, answer } of this.#trail) this.#given[node] = answer;
    remember(this.#key, { node: section.id, trail: this.#trail, given: this.#given });

    for (const other of this.#sections) other.hidden = other !== section;
    this.#showTools();
    this.#showTrail();
    this.#showGiven();
    this.#announce();
  }

  #showTools() {
    const back = this.#wayBack();
    this.#part("back").hidden = !back;
    this.#part("back").href = back ?? "";
    this.#part("restart").hidden = !this.#trail.length;
    this.#part("begin").hidden = this.#current === this.#start || this.#trail.length > 0;
    this.#part("single").hidden = true;
    this.#part("whole").hidden = false;
    this.querySelector("[data-home]")?.toggleAttribute("hidden", Boolean(back));
  }

  #wayBack() {
    if (this.#trail.length) return `#${this.#trail.at(-1).node}`;
    const came = recall(CAME_FROM);
    return came?.to === location.href ? came.from : null;
  }

  #showTrail() {
    this.#part("earlier").hidden = this.#trail.length <= 2;
    this.#part("earlier").ariaExpanded = "false";
    this.#part("count").textContent = this.#trail.length - 1;
    this.#part("trail").hidden = !this.#trail.length;
    this.#part("way").replaceChildren(...this.#trail.map((past) => this.#pastStep(past)));
  }

  #pastStep(past) {
    const link = this.#answerOf(past);
    const section = link.closest("section");
    const item = this.#part(section.dataset.kind).cloneNode(true);
    fill(item, "heading", headingOf(section));
    fill(item, "answer", link.querySelector("[data-text]"));
    item.querySelector("a").href = `#${section.id}`;
    return item;
  }

  #showGiven() {
    this.#part("given").remove();
    const { id: node, dataset } = this.#current;
    if (dataset.kind !== "question") return;
    this.#answerOf({ node, answer: this.#given[node] })?.append(this.#part("given"));
  }

  #announce() {
    const { id, dataset } = this.#current;
    const isStart = this.#current === this.#start;
    const title = isStart ? this.#page.title : `${headingOf(this.#current).textContent} - ${this.#page.title}`;
    this.#label(title, isStart ? "" : id);
    for (const link of skipLinks()) link.hash = id;
    this.#tell("step", { kind: dataset.kind });
    if (ENDINGS.has(dataset.kind)) this.#tell("end", { kind: dataset.kind });
  }

  /** Name the step where the rest of the page speaks of it: in its title and in the language switcher. */
  #label(title, hash) {
    document.title = title;
    for (const link of languageLinks()) link.hash = hash;
  }

  #tell(what, detail) {
    const { tree, node, lang: language } = this;
    this.dispatchEvent(
      new CustomEvent(`guided-help:${what}`, { bubbles: true, detail: { tree, node, ...detail, language } }),
    );
  }

  #focus(heading) {
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    this.scrollIntoView({ behavior: "instant" });
  }

  #toggleEarlier() {
    const earlier = this.#part("earlier");
    earlier.ariaExpanded = String(earlier.ariaExpanded === "false");
  }

  #showWhole() {
    this.toggleAttribute("data-whole", true);
    for (const section of this.#sections) section.hidden = false;
    for (const name of ["trail", "back", "restart", "begin", "whole"]) this.#part(name).hidden = true;
    this.#part("single").hidden = false;
    this.#focus(this.querySelector("h1"));
  }

  #showSingle() {
    this.toggleAttribute("data-whole", false);
    this.#moveTo(this.#sectionAt(location) ?? this.#current);
  }
}

function isModified(event) {
  return event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
}

function languageLinks() {
  return document.querySelectorAll("a[hreflang]");
}

/** Material leads those who skip its header to the first heading of the page, which is that of the start. */
function skipLinks() {
  return document.querySelectorAll("a.md-skip");
}

function headingOf(section) {
  return section.querySelector("h2");
}

function answersOf(section) {
  return [...section.querySelectorAll("[data-answer]")];
}

function fill(part, slot, source) {
  for (const place of part.querySelectorAll(`[data-slot="${slot}"]`)) {
    place.replaceChildren(...source.cloneNode(true).childNodes);
  }
}

function remember(key, value) {
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Storage is blocked or full: the history still has the trail.
  }
}

function recall(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}

customElements.define("guided-help", GuidedHelp);
