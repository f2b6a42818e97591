/**
 * A page of others: a guide in it has an address, a title and a history of its own, and leaves those of the page alone.
 *
 * @typedef {import("../guided-help/guide.js").Place} Place
 */

const MOST_WAYS = 20;

/** @implements {Place} */
export class OthersPage {
  isOwn = false;
  /** @type {Place["entries"]} */
  entries;

  /**
   * @param {URL} address of the guide, and of the step to begin with
   * @param {string} title of its page
   * @param {string} start the id of the step that the address of the page itself shows
   * @param {unknown[]} ways how the customer came here, from guide to guide
   */
  constructor(address, title, start, ways) {
    this.address = address;
    this.title = title;
    this.start = start;
    this.ways = ways;
    this.onward = ways;
    this.path = address.pathname;
    this.base = address.href.replace(/#.*/, "");
  }

  get came() {
    return this.ways.at(-1);
  }

  /** @type {Place["leave"]} */
  leave(came) {
    this.onward = [...this.ways, came].slice(-MOST_WAYS);
  }

  /** @type {Place["isAt"]} */
  isAt(address) {
    const { href, hash } = this.address;
    return address === href || (address === this.base && hash === `#${this.start}`);
  }

  /** @type {Place["enter"]} */
  enter(entries, address) {
    this.entries = entries;
    this.address = new URL(address, this.address);
  }

  // The page has its own title, links and scripts.
  name() {}
  entitle() {}
  listen() {}
}
