/*
 * Keeps the pages of one language on a customer's device, so that guides work without a network. The build puts the list of
 * files before it: where the site's root is, seen from here, and for each address from there the beginning of its SHA-256.
 *
 * Files are kept by address and content. A version is installed only if each of its files is as listed, and takes over
 * when no page of the one before is open: no page ever sees files of two versions.
 */
(function () {
  /** @typedef {{izejaOffline: {root: string, files: Record<string, string>}}} List */
  const worker = /** @type {ServiceWorkerGlobalScope & List} */ (/** @type {unknown} */ (self));
  const { root: up, files } = worker.izejaOffline;
  const root = new URL(up, worker.location.href).href;
  const name = `izeja:${worker.location.href}`;
  const AT_ONCE = 6;
  const MOST_TRIES = 9;
  let [asked, tries] = [false, 0];
  /** The workers (of the search) that were started by pages which this version does not have, by client. @type {Set<string>} */
  const others = new Set();

  /** The address of a file. @param {string} path */
  const urlOf = (path) => root + path.split("/").map(encodeURIComponent).join("/");
  /** The address under which a file of this version is kept. @param {string} path */
  const keyOf = (path) => `${urlOf(path)}?${files[path]}`;

  /**
   * The path of a request from the site's root, if this version has it.
   *
   * @param {string} address
   */
  function pathOf(address) {
    const { origin, pathname } = new URL(address);
    if (!(origin + pathname).startsWith(root)) return null;
    const path = decoded((origin + pathname).slice(root.length)).replace(/(^|\/)index\.html$/, "$1");
    return Object.hasOwn(files, path) ? path : null;
  }

  /** A path without escapes, and as it is if these are wrong. @param {string} path */
  function decoded(path) {
    try {
      return decodeURIComponent(path);
    } catch {
      return path;
    }
  }

  /** @param {ArrayBuffer} content */
  async function digest(content) {
    const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
    return [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");
  }

  /**
   * Get a file that is not kept yet.
   *
   * @param {Cache} cache
   * @param {string} path
   */
  async function keep(cache, path) {
    if (await cache.match(keyOf(path))) return;
    // Not what a cache on the way has, which may be of the version before.
    const answer = await fetch(urlOf(path), { cache: "reload" });
    const content = await answer.arrayBuffer();
    if (!answer.ok || !(await digest(content)).startsWith(files[path])) throw new Error(`not as listed: ${path}`);
    // A new answer, since a page must not be shown what was redirected.
    const type = answer.headers.get("Content-Type") ?? "";
    await cache.put(keyOf(path), new Response(content, { headers: { "Content-Type": type } }));
  }

  async function install() {
    const cache = await caches.open(name);
    const waiting = Object.keys(files);
    const some = async () => {
      for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) await keep(cache, path);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, some));
  }

  async function forgetOthers() {
    const cache = await caches.open(name);
    const known = new Set(Object.keys(files).map(keyOf));
    const old = (await cache.keys()).filter(({ url }) => !known.has(url));
    await Promise.all(old.map((one) => cache.delete(one)));
  }

  /** Leave, where the site has no such file any more. */
  async function leaveIfGone() {
    if (asked) return;
    asked = true;
    const answer = await fetch(worker.location.href, { cache: "no-store" }).catch(() => null);
    // Without an answer, the next page asks again. A redirect is to a login, and no answer.
    asked = Boolean(answer && !answer.redirected && answer.status < 500);
    const isScript = /javascript/.test(answer?.headers.get("Content-Type") ?? "");
    if (!asked || (isScript && answer?.status !== 404 && answer?.status !== 410)) return;
    // In this order: a worker that is stopped in between asks and leaves another time.
    await caches.delete(name);
    await worker.registration.unregister();
    // A page that was open before may have registered this worker again.
    asked = false;
  }

  /**
   * A page, unless a new version waits and this is the only page: then it takes over, and the page is asked for again.
   *
   * @param {Request} request
   * @param {string | null} path null for a page that this version does not have
   */
  async function page(request, path) {
    const { waiting } = worker.registration;
    const open = waiting ? await worker.clients.matchAll({ type: "window" }) : [];
    if (waiting && open.length < 2 && tries < MOST_TRIES) {
      tries += 1;
      waiting.postMessage("izeja:take-over");
      return new Response("", { headers: { "Content-Type": "text/html", Refresh: "0" } });
    }
    return path === null ? fetch(request) : kept(request, path);
  }

  /**
   * @param {Request} request
   * @param {string} path
   */
  async function kept(request, path) {
    // Not opened: that would make it again, and for good, after this version has left.
    return (await caches.match(keyOf(path), { cacheName: name })) ?? fetch(request);
  }

  /**
   * A file for a page. A page that this version does not have came from the server, and its files come from there too; not
   * from the browser's cache, where this version may have put them. The same holds for a worker that such a page starts.
   *
   * @param {FetchEvent} event
   * @param {string} path
   */
  async function file({ request, clientId, resultingClientId }, path) {
    const client = clientId ? await worker.clients.get(clientId) : undefined;
    const isOthers = others.has(clientId) || (client?.type === "window" && pathOf(client.url) === null);
    if (isOthers && resultingClientId) others.add(resultingClientId);
    return isOthers ? fetch(request, { cache: "no-cache" }) : kept(request, path);
  }

  worker.addEventListener("install", (event) => event.waitUntil(install()));
  worker.addEventListener("activate", (event) => event.waitUntil(forgetOthers()));
  worker.addEventListener("message", ({ data }) => {
    if (data === "izeja:take-over") worker.skipWaiting();
  });
  worker.addEventListener("fetch", (event) => {
    const { request } = event;
    const path = request.method === "GET" ? pathOf(request.url) : null;
    const isPage = request.mode === "navigate";
    if (isPage) event.waitUntil(leaveIfGone());
    // A page that this version lacks may be in the one that waits.
    if (isPage && request.method === "GET" && (path !== null || worker.registration.waiting)) event.respondWith(page(request, path));
    else if (path !== null) event.respondWith(file(event, path));
  });
})();
