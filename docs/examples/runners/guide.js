/**
 * Runs guides of `izeja export --for json`: what is asked, what is known, and the way back.
 * Copy it; it needs nothing else. It leads customers as the page does: a question whose fact is known answers
 * itself, and whoever changes an answer keeps the later ones that still hold.
 */
export class Run {
  /** A customer in a guide. `trail` has the steps so far in this guide: `{place, number, own}`. */
  constructor(document, guide, known = {}) {
    this.guides = document.guides;
    this.kept = { ...known };
    [this.trail, this.later] = [[], []];
    this.place = this.guides[guide].start;
    this.#pass();
  }

  node(place = this.place) {
    return this.guides[guideOf(place)].nodes[place.slice(guideOf(place).length + 1)];
  }

  /** Returns what can be chosen: answers, the next step, or what an ending offers. */
  ways(place = this.place) {
    const node = this.node(place);
    if (node.kind === "question" || node.kind === "step") return node.answers ?? [{ to: node.next }];
    const offered = (node.actions ?? []).filter((action) => action.to);
    // Customers who were not helped are asked again, as behind an answer that leads back.
    return node.unsolved ? [...offered, { to: node.unsolved, retry: true }] : offered;
  }

  /** Follows a way, by its number in `ways`. */
  choose(number, own = false) {
    const way = this.ways()[number];
    this.trail = [...this.trail, { place: this.place, number, own }];
    if (guideOf(way.to) !== guideOf(this.place)) [this.kept, this.trail, this.later] = [this.known(), [], []];
    this.place = way.to;
    if (!way.retry) return this.#pass();
    this.later = [];
    this.#settle();
  }

  /** Answers with a number, with a number of days, or with the numbers of all answers that are ticked. */
  enter(value) {
    const { answers, enter } = this.node();
    const fits = ({ covers, none, least = -Infinity, most = Infinity }, number) =>
      enter.kind === "several" ? !none && value.includes(number) : covers && least <= value && value <= most;
    const fitting = answers.findIndex(fits);
    this.choose(fitting < 0 ? answers.findIndex((answer) => answer.none) : fitting);
  }

  /** Goes back to a step of the trail. Later answers are kept where they still hold. */
  change(number) {
    this.later = this.trail;
    this.place = this.trail[number].place;
    this.trail = this.trail.slice(0, number);
    this.#settle();
  }

  /** Returns the value of each fact that is known. */
  known() {
    const known = new Map(Object.entries(this.kept));
    for (const { place, number } of this.trail) {
      const { asks } = this.node(place);
      const { values = [] } = this.ways(place)[number];
      if (!asks || values.includes(known.get(asks))) continue;
      if (values.length === 1) known.set(asks, values[0]);
      else known.delete(asks);
    }
    return Object.fromEntries(known);
  }

  /** Goes over questions that answer themselves, or were answered before. */
  #pass() {
    const seen = (place) => this.trail.some((step) => step.place === place);
    while (!seen(this.place)) {
      const step = this.#own() ?? this.later.find((one) => one.place === this.place);
      if (!step) break;
      const { to } = this.ways()[step.number];
      if (guideOf(to) !== guideOf(this.place)) return step.own && this.choose(step.number, true);
      if (to === this.place || seen(to)) break;
      this.trail = [...this.trail, step];
      this.place = to;
    }
    this.#settle();
  }

  #own() {
    const value = this.known()[this.node().asks];
    const number = this.ways().findIndex((way) => value && (way.values ?? []).includes(value));
    return number < 0 ? undefined : { place: this.place, number, own: true };
  }

  /** A trail comes to no node twice; what is known stays known, also from answers that were changed. */
  #settle() {
    const met = this.trail.findIndex((step) => step.place === this.place);
    if (met >= 0) this.trail = this.trail.slice(0, met);
    this.kept = this.known();
  }
}

const guideOf = (place) => place.split("#")[0];
