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
    this.#show(this.#sectionAt(location) ?? this.#sections[0]);
  }

  disconnectedCallback() {
    this.#listening.abort();
    for (const name of ["back", "restart", "begin", "trail", "views"]) this.#parts.get(name).remove();
    for (const section of this.#sections) section.hidden = false;
    this.removeAttribute("data-whole");
    this.#label(this.#page.title, "");
  }

  get #key() {
    return `guided-help:${this.tree}`;
  }

  get #isWhole() {
    return this.hasAttribute("data-whole");
  }

  #furnish() {
    const words = this.querySelector("template").content.cloneNode(true);
    this.#parts = new Map([...words.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));
    const part = (name) => this.#parts.get(name);
    this.querySelector(".guide__bar").append(part("back"), part("restart"), part("begin"));
    this.querySelector(".guide__header").after(part("trail"));
    this.append(part("views"));
  }

  #listen() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.addEventListener("click", (event) => this.#onClick(event), { signal });
    this.#parts.get("earlier").addEventListener("click", () => this.#toggleEarlier(), { signal });
    this.#parts.get("views").addEventListener("click", (event) => this.#switchView(event), { signal });
    window.addEventListener("popstate", () => this.#onTravel(), { signal });
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
    if (link === this.#parts.get("restart")) this.#given = {};
    if (link === this.#parts.get("back") && this.#entry?.previous === section.id) history.back();
    else this.#goTo(section, isAnswer ? this.#trailWith(link) : this.#trail);
  }

  #onTravel() {
    if (location.pathname !== this.#page.path || this.#isWhole) return;
    const section = this.#sectionAt(location);
    if (!section) return;
    this.#show(section);
    this.#focus(headingOf(section));
  }

  /** The section that an address leads to; none when it leads to something else. */
  #sectionAt({ origin, pathname, hash }) {
    if (origin !== location.origin || pathname !== this.#page.path) return null;
    const target = document.getElementById(hash.slice(1));
    if (!target) return this.#sections[0];
    return this.#sections.find((section) => section.contains(target)) ?? null;
  }

  #trailWith(link) {
    const section = link.closest("section");
    const answer = answersOf(section).indexOf(link);
    this.#given[section.id] = answer;
    return [...this.#trail, { node: section.id, answer }];
  }

  #goTo(section, trail) {
    const seen = trail.findIndex(({ node }) => node === section.id);
    const entry = { tree: this.tree, node: section.id, trail: trail.slice(0, seen < 0 ? undefined : seen) };
    history.pushState({ guidedHelp: { ...entry, previous: this.node } }, "", `#${section.id}`);
    this.#show(section);
    this.#focus(headingOf(section));
  }

  get #entry() {
    const entry = history.state?.guidedHelp;
    return entry?.tree === this.tree ? entry : null;
  }

  #trailTo(section) {
    const known = [this.#entry, recall(this.#key)];
    return known.find((kept) => kept?.node === section.id && this.#holds(kept.trail, section))?.trail ?? [];
  }

  /** Whether a trail of earlier still leads to the section: the guide may have been edited since. */
  #holds(trail, section) {
    return trail.every(({ node, answer }, index) => {
      const link = this.#answer(node, answer);
      return link && this.#sectionAt(link)?.id === (trail[index + 1]?.node ?? section.id);
    });
  }

  #answer(node, index) {
    const section = this.#sections.find(({ id }) => id === node);
    return section && answersOf(section)[index];
  }

  #show(section) {
    this.#current = section;
    this.#trail = this.#trailTo(section);
    remember(this.#key, { node: section.id, trail: this.#trail, given: this.#given });

    for (const other of this.#sections) other.hidden = other !== section;
    this.#showTools();
    this.#showTrail();
    this.#showGiven(section);
    this.#announce(section);
  }

  #showTools() {
    const isStart = this.#current === this.#sections[0];
    const back = this.#wayBack();
    const part = (name) => this.#parts.get(name);
    part("back").hidden = !back;
    part("back").href = back ?? "";
    part("restart").hidden = !this.#trail.length;
    part("begin").hidden = isStart || this.#trail.length > 0;
    this.querySelector("[data-home]")?.toggleAttribute("hidden", Boolean(back));
  }

  #wayBack() {
    if (this.#trail.length) return `#${this.#trail.at(-1).node}`;
    const came = recall(CAME_FROM);
    return came?.to === location.href ? came.from : null;
  }

  #showTrail() {
    const earlier = this.#parts.get("earlier");
    earlier.hidden = this.#trail.length <= 2;
    earlier.ariaExpanded = "false";
    fill(earlier, "count", this.#trail.length - 1);
    this.#parts.get("trail").hidden = !this.#trail.length;
    this.#parts.get("way").replaceChildren(...this.#trail.map((past) => this.#pastStep(past)));
  }

  #pastStep({ node, answer }) {
    const link = this.#answer(node, answer);
    const section = link.closest("section");
    const item = this.#parts.get(section.dataset.kind).cloneNode(true);
    fill(item, "heading", headingOf(section).textContent);
    fill(item, "answer", link.querySelector("[data-text]")?.textContent);
    item.querySelector("a").href = `#${node}`;
    return item;
  }

  #showGiven(section) {
    this.#parts.get("given").remove();
    const answer = section.dataset.kind === "question" && this.#answer(section.id, this.#given[section.id]);
    if (answer) answer.append(this.#parts.get("given"));
  }

  #announce(section) {
    const isStart = section === this.#sections[0];
    const title = isStart ? this.#page.title : `${headingOf(section).textContent} - ${this.#page.title}`;
    this.#label(title, isStart ? "" : section.id);
    const { kind } = section.dataset;
    this.#tell("step", { kind });
    if (ENDINGS.has(kind)) this.#tell("end", { kind });
  }

  /** Name the step where the rest of the page speaks of it: in its title and in the language switcher. */
  #label(title, hash) {
    document.title = title;
    for (const link of document.querySelectorAll("a[hreflang]")) link.hash = hash;
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
    const earlier = this.#parts.get("earlier");
    earlier.ariaExpanded = String(earlier.ariaExpanded === "false");
  }

  #switchView({ target }) {
    const view = target.dataset.view;
    if (!view) return;
    this.toggleAttribute("data-whole", view === "whole");
    if (!this.#isWhole) return this.#onTravel();
    for (const section of this.#sections) section.hidden = false;
    this.#focus(this.querySelector("h1"));
  }
}

function isModified(event) {
  return event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
}

function headingOf(section) {
  return section.querySelector("h2");
}

function answersOf(section) {
  return [...section.querySelectorAll("[data-answer]")];
}

function fill(part, slot, text) {
  for (const place of part.querySelectorAll(`[data-slot="${slot}"]`)) place.textContent = text;
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
