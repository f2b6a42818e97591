/**
 * Loads the page again when the site has been built again, and shows why a build stopped: only in
 * `izeja build --serve`, which adds it.
 */

const own = /** @type {HTMLScriptElement} */ (document.currentScript);
const panel = document.createElement("details");
const title = document.createElement("summary");
const problems = document.createElement("pre");

title.textContent = "Build stopped. This page is from the last build.";
panel.append(title, problems);
Object.assign(panel, { id: "izeja-stopped", lang: "en", dir: "ltr", open: true });
panel.setAttribute("role", "alert");
// A policy of the site can forbid style sheets, but not this.
panel.style.cssText = `position: fixed; inset: auto 0 0; z-index: 99; max-block-size: 50%; overflow: auto;
  padding: 8px 16px; border-inline-start: 8px solid #ff7b72; color: #f4f5f7; background: #1d2330;
  font: 16px/1.5 system-ui, sans-serif`;
problems.style.cssText = "margin: 8px 0; color: inherit; background: none; font-size: 14px; white-space: pre-wrap";
problems.tabIndex = 0;

/** @type {EventSource | undefined} */
let builds;

/** Browsers allow six connections to a server, and pages that nobody sees need none. */
function wait() {
  builds?.close();
  if (document.hidden) return;
  builds = new EventSource(`/izeja-serve/builds?seen=${own.dataset.seen}`);
  builds.addEventListener("built", () => location.reload());
  builds.addEventListener("stopped", ({ data }) => {
    // Without a site, the page itself says why.
    if ("noSite" in own.dataset) return location.reload();
    problems.textContent = data;
    document.body.append(panel);
  });
}

document.addEventListener("visibilitychange", wait);
wait();
