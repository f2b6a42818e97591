/** Guides as they are published, taken from the pages of their site. */

/** The root of the site, which this script is a file of: `assets/izeja/izeja.js`. */
const SITE = new URL("../../", import.meta.url).href;

/** The elements of a guide. No other element gets into a page of others, so none can run or load what is no guide. */
const ELEMENTS =
  "guided-help,header,footer,section,nav,aside,template,h1,h2,h3,h4,h5,h6,p,div,span,ul,ol,li,dl,dt,dd,details,summary,blockquote," +
  "pre,code,table,thead,tbody,tr,th,td,a,b,i,s,em,strong,del,small,sub,sup,bdi,br,wbr,hr,time,img,svg,path,video,source,track," +
  "form,fieldset,legend,label,input,output,button";

/** Attributes that run a script, or send something elsewhere. Guides have none of them. */
const REFUSED = /^(on.*|.*:.*|style|srcdoc|srcset|action|formaction|ping|is)$/;

/**
 * What a page of the site has.
 *
 * @typedef {{address: URL, title: string, start: string, guide: HTMLElement}} Fetched
 */

/**
 * Whether an address is one of the site that this script is from. What is elsewhere is never put into a page. Some servers
 * take an escaped slash for a slash, and leave the folder of the site with `..%2f`.
 *
 * @param {URL} address
 */
export function isOfSite({ href, pathname }) {
  return href.startsWith(SITE) && !/%(25)*(2f|5c)/i.test(pathname);
}

/**
 * The guide at an address, ready to be put into a page.
 *
 * @param {URL} address
 * @param {string} language that it is wanted in; "" for that of the address
 * @returns {Promise<Fetched>}
 */
export async function fetchGuide(address, language) {
  const page = await fetchPage(address);
  const guide = guideOn(page);
  const other = language && !isIn(guide.lang, language) && languageLinks(page).find(({ hreflang }) => isIn(hreflang, language));
  if (other) return fetchGuide(new URL(other.getAttribute("href") + address.hash, page.URL), "");
  const here = new URL(page.URL);
  here.search = address.search;
  here.hash = address.hash;
  const start = guide.querySelector("section[data-kind]")?.id ?? "";
  return { address: here, title: page.title, start, guide: adapted(guide, here) };
}

/**
 * A page, and if it is an old address of a guide, the page that it leads to.
 *
 * @param {URL} address
 * @returns {Promise<Document>}
 */
async function fetchPage(address) {
  const page = await request(address);
  const moved = page.querySelector("head:has(meta[http-equiv=refresh]) link[rel=canonical]");
  return moved ? request(new URL(moved.getAttribute("href") ?? "", page.URL)) : page;
}

/**
 * Unlike text that is parsed here, a document that the browser parses needs no exception in a policy (Trusted Types).
 *
 * @param {URL} address
 * @returns {Promise<Document>}
 */
function request(address) {
  if (!isOfSite(address)) return Promise.reject(new TypeError(`${address.href} is not below ${SITE}`));
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const fail = () => reject(new TypeError(`${address.href} has no page, or its server does not let others read it (CORS)`));
    request.open("GET", address.href.replace(/[?#].*/, ""));
    request.responseType = "document";
    request.onload = () => {
      const isThere = request.status === 200 && request.response;
      // The server may have led elsewhere.
      if (isThere && isOfSite(new URL(request.responseURL))) resolve(request.response);
      else fail();
    };
    request.onerror = fail;
    request.send();
  });
}

/** @param {Document} page */
function guideOn(page) {
  const guide = /** @type {HTMLElement | null} */ (page.querySelector("guided-help[data-tree]"));
  if (!guide) throw new TypeError(`${page.URL} has no guide`);
  return guide;
}

/** @param {Document} page */
function languageLinks(page) {
  return [...page.querySelectorAll(/** @type {"a"} */ ("a[hreflang]"))];
}

/**
 * @param {string} language
 * @param {string} wanted for example "de-AT", which a page in German is for, too
 */
function isIn(language, wanted) {
  return `${wanted}-`.toLowerCase().startsWith(`${language}-`.toLowerCase());
}

/**
 * A guide with whole addresses, whose headings are below those of a page, and which has only what guides have.
 *
 * @param {HTMLElement} source
 * @param {URL} address
 * @returns {HTMLElement}
 */
function adapted(source, address) {
  // Before it is part of this document, where a picture that fails would run a script at once.
  adaptAttributes(source, address);
  adaptAll(source, address);
  const guide = document.importNode(source, true);
  for (const heading of guide.querySelectorAll("h1, h2, h3, h4")) heading.ariaLevel = `${Number(heading.tagName[1]) + 1}`;
  return guide;
}

/**
 * @param {Element | DocumentFragment} root
 * @param {URL} address
 */
function adaptAll(root, address) {
  for (const one of root.querySelectorAll("*")) {
    if (one.matches(ELEMENTS)) adaptAttributes(one, address);
    else one.remove();
    if (one instanceof HTMLTemplateElement) adaptAll(one.content, address);
    if (one instanceof HTMLAnchorElement) openApart(one, address);
  }
}

/**
 * @param {Element} element
 * @param {URL} address
 */
function adaptAttributes(element, address) {
  for (const { name, value } of [...element.attributes]) {
    if (["href", "src", "poster"].includes(name)) {
      const { href, protocol } = new URL(value, address.href.replace(/#.*/, ""));
      if (/^(https?|mailto|tel):$/.test(protocol)) element.setAttribute(name, href);
      else element.removeAttribute(name);
    } else if (REFUSED.test(name) || (name === "data-script" && /\W/.test(value))) element.removeAttribute(name);
  }
}

/**
 * Let a link that leads out of the guide open beside the page that the customer is on.
 *
 * @param {HTMLAnchorElement} link
 * @param {URL} address
 */
function openApart(link, { origin, pathname }) {
  const isHere = link.origin === origin && link.pathname === pathname;
  if (isHere || !link.protocol.startsWith("http") || link.matches("[data-answer], [data-unsolved]")) return;
  link.target = "_blank";
  link.relList.add("noopener");
}
