const CAME_FROM = "guided-help:came-from";
const DAY = 86400000;

/**
 * `<guided-help data-tree>`: shows the sections of a guide one at a time, and the answers that led there.
 *
 * The page is whole without it. It adds no words of its own: they stand in the element's `<template>`.
 *
 * The address holds the step, and the entry in the browser's history holds the trail. The tab's session storage
 * keeps a second copy, for a switch of language and for the way back from another guide. A guide inside a page of
 * other things has `data-prefix`: what stands before its nodes' ids there.
 *
 * Dispatches bubbling events whose `detail` holds ids and the language only; see docs/reference/page.md.
 */
export class GuidedHelp extends HTMLElement {
  #sections = new Map();
  #current = null;
  #trail = [];
  #given = {};
  #before = [];
  #parts = new Map();
  #pastSteps = new Map();
  #isSettled = true;
  #listening = null;
  #page = { path: "", title: "" };

  /** The id of the tree. */
  get tree() {
    return this.dataset.tree;
  }

  /** The id of the node that is shown. */
  get node() {
    return this.#nodeOf(this.#current);
  }

  connectedCallback() {
    this.#sections = new Map([...this.querySelectorAll("section[data-kind]")].map((one) => [one.id, one]));
    this.#page = { path: location.pathname, title: document.title };
    this.#trail = [];
    this.#pastSteps = new Map();
    const kept = recall(this.#key);
    this.#given = kept?.given ?? {};
    this.#before = this.#cameFrom?.tried ?? kept?.before ?? [];
    this.#furnish();
    this.#listen();
    for (const section of this.#sections.values()) hide(section, true);
    const section = this.#sectionNow ?? this.#sections.get(kept?.node) ?? this.#start;
    this.#show(section, this.#trailTo(section));
    this.#settle();
  }

  disconnectedCallback() {
    this.#settle();
    this.#listening.abort();
    for (const part of this.querySelectorAll("[data-part]")) part.remove();
    for (const section of this.#sections.values()) hide(section, false);
    this.removeAttribute("data-whole");
    this.removeAttribute("data-begun");
    this.#label(this.#page.title, "");
  }

  get #start() {
    return this.#sections.values().next().value;
  }

  get #key() {
    return `guided-help:${this.tree}`;
  }

  get #isWhole() {
    return this.hasAttribute("data-whole");
  }

  /** Whether the guide is what its page is about. */
  get #isPage() {
    return !this.dataset.prefix;
  }

  get #cameFrom() {
    const came = recall(CAME_FROM);
    return came?.to === location.href ? came : null;
  }

  #part(name) {
    return this.#parts.get(name);
  }

  /** Hide a part or show it. To set `hidden` anew would style the part anew, even where nothing changes. */
  #hide(name, isHidden) {
    this.#part(name).toggleAttribute("hidden", isHidden);
  }

  #nodeOf(section) {
    return section?.id.slice(this.dataset.prefix?.length ?? 0);
  }

  #furnish() {
    const words = document.importNode(this.querySelector(":scope > template").content, true);
    this.#parts = new Map([...words.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));
    this.querySelector(".guide__bar").append(this.#part("back"), this.#part("restart"), this.#part("begin"));
    this.querySelector(".guide__header").after(this.#part("trail"), this.#part("status"));
    const views = ["copy", "share", "whole", "single"].map((name) => this.#part(name));
    this.querySelector(".guide__views").append(...views);
    this.#part("copy").hidden = navigator.share || !navigator.clipboard;
    this.#part("share").hidden = !navigator.share;
    this.#part("copy-tried").hidden = !navigator.clipboard;
    for (const ask of this.querySelectorAll("[data-unsolved]")) ask.before(this.#part("yes").cloneNode(true));
    for (const dates of this.querySelectorAll("[data-dates]")) {
      const form = dates.content.cloneNode(true);
      for (const part of form.children) part.dataset.part = "dates";
      dates.after(form);
    }
  }

  #listen() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    const on = (target, type, listener) => target.addEventListener(type, listener, { signal });
    on(this, "click", (event) => this.#onClick(event));
    on(this, "input", ({ target }) => this.#addUp(target.form));
    on(this, "submit", (event) => this.#onDates(event));
    on(this.#part("earlier"), "click", () => this.#toggleEarlier());
    on(this.#part("whole"), "click", () => this.#showWhole());
    on(this.#part("single"), "click", () => this.#showSingle());
    on(this.#part("copy"), "click", () => this.#copy(location.href, "link"));
    on(this.#part("copy-tried"), "click", () => this.#copy(this.#summary, "summary"));
    on(this.#part("share"), "click", () => share());
    // Whatever the customer does next, and however the page is left, comes after what the last step has put off.
    for (const type of ["click", "popstate", "pagehide", "visibilitychange"]) {
      window.addEventListener(type, () => this.#settle(), { capture: true, signal });
    }
    on(window, "popstate", () => this.#onTravel());
    on(window, "hashchange", () => this.#onArrival());
    for (const link of languageLinks()) {
      // Material would send the customer to the start: it looks for a sitemap of each language, and drops the hash.
      on(link, "click", (event) => event.stopPropagation());
    }
  }

  #onClick(event) {
    if (event.target.closest("[data-part=yes]")) this.#thank(event.target.closest(".guide__solved"));
    const link = event.target.closest("a[href]");
    if (!link || isModified(event)) return;
    if (this.#follow(link)) {
      event.preventDefault();
      event.stopPropagation(); // Material's instant navigation would add a second entry to the history
    }
  }

  /** Go where a link leads, if that is a step of this guide which can be shown by itself. */
  #follow(link) {
    const isAnswer = link.hasAttribute("data-answer");
    const isUnsolved = link.hasAttribute("data-unsolved");
    if (isAnswer) this.#tell("answer", { to: link.dataset.answer });
    if (isUnsolved) this.#tell("solved", { solved: false });

    const section = this.#sectionAt(link);
    const isWay = isAnswer || isUnsolved;
    const trail = isWay ? this.#trailWith(link) : this.#trail;
    if (isWay && !section) remember(CAME_FROM, { to: link.href, from: location.href, tried: this.#tried(trail) });
    if (!section || this.#isWhole) return false;

    if (link === this.#part("restart")) [this.#given, this.#before] = [{}, []];
    if (link === this.#part("back") && this.#entry?.previous === section.id) history.back();
    else if (isAnswer && this.#entry?.later) this.#goOn(section, trail, this.#entry.later);
    else this.#goTo(section, trail, link.closest(".guide__past") && this.#trail);
    return true;
  }

  /** After an answer was changed: go to where the customer was, over the later answers that still hold. */
  #goOn(section, trail, later) {
    let past;
    const isNext = ({ node }) => node === section.id && !trail.some((one) => one.node === node);
    while ((past = later.find(isNext))) {
      const next = this.#sectionAt(this.#answerOf(past));
      if (!next) break;
      [section, trail] = [next, [...trail, past]];
    }
    this.#goTo(section, trail, later);
    if (later.includes(trail.at(-1))) this.#say("kept");
  }

  #onTravel() {
    const section = this.#sectionNow;
    if (!section || this.#isWhole) return;
    if (section !== this.#current || section === this.#sectionAt(location)) this.#moveTo(section);
  }

  #onArrival() {
    // Chrome takes the focus away again when it comes to the fragment, which it does after it has told of the travel.
    if (this.#sectionAt(location) === this.#current && !this.#isWhole) focus(headingOf(this.#current));
  }

  #moveTo(section, trail = this.#trailTo(section)) {
    this.#show(section, trail);
    focus(headingOf(section));
    this.scrollIntoView({ behavior: "instant" });
  }

  /** The section that an address leads to; null when it leads to something else. */
  #sectionAt({ origin, pathname, hash }) {
    if (origin !== location.origin || pathname !== this.#page.path) return null;
    const target = document.getElementById(hash.slice(1));
    if (!target) return this.#start;
    return this.contains(target) ? target.closest("section[data-kind]") : null;
  }

  /** The section that the address leads to, or this guide's own when it leads to another guide of the page. */
  get #sectionNow() {
    const isOther = Boolean(history.state?.guidedHelp);
    return this.#sectionAt(location) ?? this.#sections.get(this.#entry?.node) ?? (isOther ? this.#start : null);
  }

  #trailWith(link) {
    const section = link.closest("section");
    return [...this.#trail, { node: section.id, answer: waysOf(section).indexOf(link) }];
  }

  #goTo(section, trail, later) {
    const seen = trail.findIndex(({ node }) => node === section.id);
    const cut = seen === -1 ? trail : trail.slice(0, seen);
    const entry = { node: section.id, previous: this.#current.id, trail: cut, later };
    const guidedHelp = { ...history.state?.guidedHelp, [this.tree]: entry };
    history.pushState({ guidedHelp }, "", `#${section.id}`);
    this.#moveTo(section, cut);
  }

  get #entry() {
    return history.state?.guidedHelp?.[this.tree];
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
    const section = this.#sections.get(node);
    return section && waysOf(section)[answer];
  }

  #show(section, trail) {
    if (this.#current) hide(this.#current, true);
    hide(section, false);
    this.#current = section;
    this.#showTrail(trail);
    for (const { node, answer } of trail) this.#given[node] = answer;
    this.#part("status").replaceChildren();
    this.#showTools();
    this.#showGiven();
    this.#showTried();
    this.#announce();
    this.#isSettled = false;
    whenIdle(() => {
      this.#settle();
      this.#lookAhead();
    });
  }

  /** Do what no frame shows, once the step has been seen: keep it, and tell the rest of the page of it. */
  #settle() {
    if (this.#isSettled) return;
    this.#isSettled = true;
    const { id } = this.#current;
    remember(this.#key, { node: id, trail: this.#trail, given: this.#given, before: this.#before });
    const isStart = this.#current === this.#start;
    const title = isStart ? this.#page.title : `${headingOf(this.#current).textContent} - ${this.#page.title}`;
    this.#label(title, isStart ? "" : id);
    this.#part("back").href = this.#wayBack() ?? "";
  }

  /** Lay out the steps to which the ways on lead while the customer reads, so that the next has but to be painted. */
  #lookAhead() {
    const ways = waysOf(this.#current);
    const items = ways.map((link) => this.#pastStep(link));
    if (!this.#trail.length) this.#rehearse(items);
    if (!CSS.supports("content-visibility", "hidden")) return;
    for (const section of [this.#current, ...ways.map((link) => this.#sectionAt(link))]) {
      if (!section || "ready" in section.dataset) continue;
      section.dataset.ready = "";
      headingOf(section).tabIndex = -1;
      headingOf(section).getBoundingClientRect(); // what is not shown is laid out only for those who ask
    }
  }

  /** Lay out a trail, unseen, before there is one: its fonts take longer to come by than a step. */
  #rehearse(items) {
    const isBegun = this.hasAttribute("data-begun");
    const show = (isShown) => {
      this.toggleAttribute("data-begun", isShown || isBegun);
      this.#hide("trail", !isShown);
      this.#part("way").replaceChildren(...(isShown ? items : []));
    };
    show(true);
    this.#part("way").getBoundingClientRect();
    show(false);
  }

  #showTools() {
    const back = this.#wayBack();
    const isStart = this.#current === this.#start;
    this.toggleAttribute("data-begun", !isStart);
    this.#hide("back", !back);
    this.#hide("restart", !this.#trail.length);
    this.#hide("begin", isStart || this.#trail.length > 0);
    this.#hide("single", true);
    this.#hide("whole", false);
    this.querySelector("[data-home]")?.toggleAttribute("hidden", Boolean(back));
  }

  #wayBack() {
    return this.#trail.length ? `#${this.#trail.at(-1).node}` : this.#cameFrom?.from;
  }

  #showTrail(trail) {
    const way = this.#part("way");
    const changed = trail.findIndex(({ node, answer }, index) => {
      const before = this.#trail[index];
      return before?.node !== node || before.answer !== answer;
    });
    const kept = changed === -1 ? trail.length : changed;
    while (way.children.length > kept) way.lastElementChild.remove();
    way.append(...trail.slice(kept).map((past) => this.#pastStep(this.#answerOf(past))));
    this.#trail = trail;

    this.#hide("earlier", trail.length <= 2);
    this.#part("earlier").ariaExpanded = "false";
    this.#part("count").textContent = trail.length - 1;
    this.#hide("trail", !trail.length);
  }

  #pastStep(link) {
    if (this.#pastSteps.has(link)) return this.#pastSteps.get(link);
    const section = link.closest("section");
    const item = this.#part(section.dataset.kind === "step" ? "step" : "question").cloneNode(true);
    fill(item, "heading", headingOf(section));
    fill(item, "answer", link.querySelector("[data-text]"));
    const way = item.querySelector("a");
    way.href = `#${section.id}`;
    way.ariaLabel = sentence(way.textContent, headingOf(section).textContent);
    this.#pastSteps.set(link, item);
    return item;
  }

  #showGiven() {
    const { id: node, dataset } = this.#current;
    const answer = dataset.kind === "question" && this.#answerOf({ node, answer: this.#given[node] });
    const given = this.#part("given");
    given.parentElement?.removeAttribute("data-given");
    given.remove();
    if (!answer) return;
    answer.dataset.given = "";
    answer.append(given);
  }

  /** What was tried on a trail, in the words of the page: first that of the guides that led here. */
  #tried(trail) {
    const told = trail.map((past) => this.#pastStep(this.#answerOf(past)).querySelector(".guide__told").children);
    return [...this.#before, ...told.map(([asked, said]) => sentence(asked.textContent, said.textContent))];
  }

  #showTried() {
    const tried = this.#current.dataset.kind === "support" ? this.#tried(this.#trail) : [];
    if (!tried.length) return this.#part("tried").remove();
    const items = tried.map((textContent) => Object.assign(document.createElement("li"), { textContent }));
    this.#part("tries").replaceChildren(...items);
    this.#current.querySelector(".guide__on").after(this.#part("tried"));
  }

  get #summary() {
    const tried = this.#tried(this.#trail).map((text, index) => `${index + 1}. ${text}`);
    return [this.#page.title, ...tried, location.href].join("\n");
  }

  #announce() {
    const { kind } = this.#current.dataset;
    this.#tell("step", { kind });
    if (this.#current.querySelector("[data-unsolved]")) this.#tell("end", { kind });
  }

  /** Name the step where the rest of the page speaks of it: in its title, its skip link and its language switcher. */
  #label(title, hash) {
    for (const link of languageLinks()) link.hash = hash;
    if (!this.#isPage) return;
    document.title = title;
    // Material leads those who skip its header to the first heading of the page, which is that of the start.
    for (const link of document.querySelectorAll("a.md-skip")) link.hash = hash || this.#start.id;
  }

  #tell(what, detail) {
    const { tree, node, lang: language } = this;
    this.dispatchEvent(
      new CustomEvent(`guided-help:${what}`, { bubbles: true, detail: { tree, node, ...detail, language } }),
    );
  }

  #say(what) {
    const words = document.createElement("span");
    words.textContent = this.#part("status").dataset[what];
    this.#part("status").replaceChildren(words);
  }

  #copy(text, what) {
    navigator.clipboard.writeText(text).then(() => this.#say(what), () => {});
  }

  #thank(ask) {
    this.#tell("solved", { solved: true });
    ask.replaceChildren(this.#part("thanks").cloneNode(true));
  }

  /** Say how many days lie between the dates of a form, and return the answer that is for so many. */
  #addUp(form) {
    const [since, until] = form.querySelectorAll("input");
    const sum = form.querySelector("output");
    const days = (until.valueAsNumber - since.valueAsNumber) / DAY;
    const answer = waysOf(form.closest("section")).find(({ dataset: { low, high } }) =>
      days >= (low ?? NaN) && days <= (high ?? NaN));
    sum.hidden = !answer;
    if (answer) {
      const amount = new Intl.NumberFormat(this.lang, { style: "unit", unit: "day", unitDisplay: "long" });
      const [words, told] = sum.children;
      const order = ["before", "same", "after"][Math.sign(days) + 1];
      words.textContent = sum.dataset[order].replace("%s", amount.format(Math.abs(days)));
      fill(sum, "answer", answer.querySelector("[data-text]"));
    }
    for (const field of [since, until]) if (field.value) mark(field, false);
    return answer;
  }

  #onDates(event) {
    event.preventDefault();
    const answer = this.#addUp(event.target);
    if (answer) return this.#follow(answer) || location.assign(answer.href);
    const missing = [...event.target.querySelectorAll("input")].filter(({ value }) => !value);
    for (const field of missing) mark(field, true);
    missing[0].focus();
  }

  #toggleEarlier() {
    const earlier = this.#part("earlier");
    earlier.ariaExpanded = String(earlier.ariaExpanded === "false");
  }

  #showWhole() {
    this.toggleAttribute("data-whole", true);
    for (const section of this.#sections.values()) hide(section, false);
    for (const name of ["trail", "back", "restart", "begin", "whole"]) this.#hide(name, true);
    this.#hide("single", false);
    focus(this.querySelector(".guide__title"));
    this.scrollIntoView({ behavior: "instant" });
  }

  #showSingle() {
    this.toggleAttribute("data-whole", false);
    for (const section of this.#sections.values()) hide(section, true);
    this.#moveTo(this.#sectionAt(location) ?? this.#current);
  }
}

function isModified(event) {
  return event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
}

function share() {
  navigator.share({ title: document.title, url: location.href }).catch(() => {
    // The customer has thought better of it.
  });
}

function languageLinks() {
  return document.querySelectorAll("a[hreflang]");
}

/** Hide a section or show it. One that is laid out ahead would be a landmark to those who hear the page. */
function hide(section, isHidden) {
  section.hidden = isHidden;
  section.ariaHidden = isHidden || null;
}

function whenIdle(callback) {
  (window.requestIdleCallback ?? setTimeout)(callback);
}

function headingOf(section) {
  return section.querySelector(".guide__heading");
}

/** The ways on from a section: its answers, or the way out of an ending that solved nothing. */
function waysOf(section) {
  return [...section.querySelectorAll("[data-answer], [data-unsolved]")];
}

function sentence(asked, said) {
  return `${asked}${/\p{P}$/u.test(asked) ? "" : ":"} ${said}`;
}

function focus(heading) {
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

function fill(part, slot, source) {
  for (const place of part.querySelectorAll(`[data-slot="${slot}"]`)) {
    place.replaceChildren(...source.cloneNode(true).childNodes);
  }
}

/** Say beside a field that it needs a date, or take that back. */
function mark(field, isWrong) {
  field.ariaInvalid = String(isWrong);
  document.getElementById(field.getAttribute("aria-describedby")).hidden = !isWrong;
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

// Material writes how far a page is scrolled into the history's entry, in place of all else that stands there.
const replaceState = history.replaceState.bind(history);
history.replaceState = (state, unused, url) =>
  replaceState(url ? state : { ...state, guidedHelp: history.state?.guidedHelp }, unused, url);

customElements.define("guided-help", GuidedHelp);
