/**
 * Loads the page again when an edit has changed it, and shows why a build stopped: only in `izeja build --serve`,
 * which adds it.
 */

const own = /** @type {HTMLScriptElement} */ (document.currentScript);
const panel = document.createElement("details");
const title = document.createElement("summary");
const problems = document.createElement("pre");

title.textContent = "Build stopped. The folder of the site has not changed.";
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
  const page = encodeURIComponent(location.pathname);
  builds = new EventSource(`/izeja-serve/news?page=${page}&seen=${own.dataset.seen}`);
  builds.addEventListener("changed", () => location.reload());
  builds.addEventListener("stopped", ({ data }) => {
    problems.textContent = data;
    if (data) document.body.append(panel);
    else panel.remove();
  });
}

document.addEventListener("visibilitychange", wait);
wait();
