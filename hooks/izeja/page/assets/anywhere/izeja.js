/**
 * `<guided-help src="https://help.example.com/en/modem/no-light/">` puts a guide into a page of others. See
 * docs/reference/anywhere.md.
 *
 * The element shows what is inside of it, such as a link, until the guide is there, and if it never comes.
 */

import { GuidedHelp, isModified } from "../guided-help/element.js";
import { focusOn } from "../guided-help/sections.js";
import { recall, remember } from "../guided-help/storage.js";
import { fetchGuide, isOfSite } from "./fetched.js";
import { OthersPage } from "./others-page.js";

/** The style sheet beside this script, which all guides of a page share. */
const STYLE = new URL("izeja.css", import.meta.url);

/** @type {Promise<CSSStyleSheet> | undefined} */
let style;

class GuideAnywhere extends GuidedHelp {
  static observedAttributes = ["src", "lang", "accent"];
  /** @type {OthersPage | undefined} */
  #place;
  /** @type {GuideAnywhere | undefined} */
  #guide;
  #loads = 0;
  #isBegun = false;
  /** Whether it is the guide in the shadow of another. */
  #isInner = false;

  /** @returns {string} */
  get tree() {
    return this.#guide?.tree ?? super.tree;
  }

  /** @returns {string | undefined} */
  get node() {
    return this.#guide ? this.#guide.node : super.node;
  }

  get address() {
    return this.#place ? this.#place.address.href : super.address;
  }

  place() {
    return outer(this).#place ?? super.place();
  }

  connectedCallback() {
    // Decided here: what has left a shadow no longer says that it was in one. An element of the page may get its `src` later.
    this.#isInner = this.getRootNode() instanceof ShadowRoot && "tree" in this.dataset;
    if (this.#isInner) super.connectedCallback();
    else if (!this.#guide) this.#begin();
  }

  disconnectedCallback() {
    if (this.#isInner) super.disconnectedCallback();
  }

  /** @param {string} name */
  attributeChangedCallback(name) {
    if (!this.#isBegun || !this.isConnected) return;
    if (name === "accent") this.#colour();
    else if (name === "lang" && this.#place) this.#load(this.#place.address, this.#place.ways);
    else this.#begin();
  }

  #begin() {
    this.#isBegun = true;
    const kept = recall(this.#key);
    const ways = Array.isArray(kept?.ways) ? kept.ways : [];
    const address = [kept?.address, this.getAttribute("src")].map(addressOf).find((one) => one && isOfSite(one));
    if (address) this.#load(address, ways);
    else this.#link();
  }

  /** What the tab keeps the step under. */
  get #key() {
    return `at:${this.getAttribute("src")}`;
  }

  /**
   * Show the guide at an address; if that fails, leave what is shown.
   *
   * @param {URL} address
   * @param {unknown[]} ways how the customer came there, from guide to guide
   * @param {() => void} [fail]
   */
  async #load(address, ways, fail = () => this.#link()) {
    const load = ++this.#loads;
    const isFirst = !this.#guide;
    try {
      const [{ guide, ...page }, sheet] = await Promise.all([fetchGuide(address, this.lang), fetchStyle()]);
      if (load !== this.#loads || !this.isConnected) return;
      this.#place = new OthersPage(page.address, page.title, page.start, ways);
      this.#show(/** @type {GuideAnywhere} */ (guide), sheet, isFirst);
    } catch (error) {
      reportError(error);
      if (load === this.#loads) fail();
    }
  }

  /**
   * @param {GuideAnywhere} guide
   * @param {CSSStyleSheet} sheet
   * @param {boolean} isFirst whether the customer has not asked for it, so that the focus stays where it is
   */
  #show(guide, sheet, isFirst) {
    const root = this.shadowRoot ?? this.#furnish(sheet);
    this.#guide = guide;
    if (!isFirst) this.#arriveOnceShown(root);
    root.replaceChildren(guide);
  }

  /** @param {CSSStyleSheet} sheet */
  #furnish(sheet) {
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    root.addEventListener("click", (event) => this.#onClick(/** @type {MouseEvent} */ (event)));
    root.addEventListener("guided-help:step", () => this.#keep());
    this.#colour();
    return root;
  }

  #keep() {
    if (this.#place) remember(this.#key, { address: this.#place.address.href, ways: this.#place.ways });
  }

  #colour() {
    this.style.setProperty("--izeja-accent", this.getAttribute("accent"));
  }

  /**
   * Begin to read where the guide begins.
   *
   * @param {ShadowRoot} root
   */
  #arriveOnceShown(root) {
    const arrive = () => {
      focusOn(/** @type {HTMLElement} */ (this.#guide?.querySelector("section:not([hidden]) .guide__heading")));
      if (this.getBoundingClientRect().top < 0) this.scrollIntoView({ behavior: "instant" });
    };
    root.addEventListener("guided-help:step", arrive, { once: true });
  }

  /** @param {MouseEvent} event one that the guide has not handled: its link leads out of what is shown */
  #onClick(event) {
    const link = /** @type {HTMLAnchorElement | null} */ (/** @type {Element} */ (event.target).closest("a[href]"));
    if (!link || link.target || event.defaultPrevented || isModified(event)) return;
    const address = new URL(link.href);
    const [place, root] = [this.#place, this.shadowRoot];
    if (!place || !root || !isOfSite(address)) return;
    event.preventDefault();
    const ways = link.matches("[data-part=back]") ? place.ways.slice(0, -1) : place.onward;
    if (!link.href.startsWith(`${place.base}#`)) this.#load(address, ways, () => location.assign(address.href));
    else if (this.#guide?.hasAttribute("data-waits")) {
      // The guide begins where this answer leads to.
      place.address = address;
      this.#arriveOnceShown(root);
    } else root.getElementById(address.hash.slice(1))?.scrollIntoView({ behavior: "instant" });
  }

  /** Where nothing leads to the guide, make a link to it. */
  #link() {
    const address = addressOf(this.getAttribute("src"));
    if (this.#guide || this.firstElementChild || !address?.protocol.startsWith("http")) return;
    this.append(Object.assign(document.createElement("a"), { href: address.href, textContent: address.href }));
  }
}

/**
 * @param {unknown} text what the page says, or what another script may have kept
 * @returns {URL | undefined}
 */
function addressOf(text) {
  const base = document.baseURI;
  return typeof text === "string" && URL.canParse(text, base) ? new URL(text, base) : undefined;
}

/**
 * The element that a guide is in, whose shadow nothing else is in.
 *
 * @param {GuideAnywhere} inner
 */
function outer(inner) {
  return /** @type {GuideAnywhere} */ (/** @type {ShadowRoot} */ (inner.getRootNode()).host);
}

function fetchStyle() {
  style ??= fetch(STYLE).then(async (answer) => {
    if (!answer.ok) throw new TypeError(`${STYLE.href} is not there`);
    return new CSSStyleSheet().replace(await answer.text());
  });
  // The next guide may have more luck.
  style.catch(() => (style = undefined));
  return style;
}

// A length, so that it is the same in all of a guide. Style sheets of a shadow cannot say this.
try {
  CSS.registerProperty({ name: "--guide-rem", inherits: true, initialValue: "20px", syntax: "<length>" });
} catch {
  // Another script has said it.
}

if (!customElements.get("guided-help")) customElements.define("guided-help", GuideAnywhere);
