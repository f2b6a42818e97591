import js from "@eslint/js";
import globals from "globals";

const ASSETS = "hooks/izeja/page/assets";
const WORKER = [`${ASSETS}/search.js`, `${ASSETS}/search-words.js`, `${ASSETS}/site-search-worker.js`, `${ASSETS}/lunr.lv.js`];

export default [
  // Made of the modules in `guided-help/` and `parts/`, which are judged; and lunr as its author publishes it.
  { ignores: [`${ASSETS}/lunr.js`, `${ASSETS}/guided-help.js`, `${ASSETS}/izeja.js`, `${ASSETS}/parts/*.min.js`] },
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    languageOptions: { globals: globals.browser },
  },
  {
    files: WORKER,
    languageOptions: { sourceType: "script", globals: { ...globals.worker, lunr: "readonly" } },
  },
  {
    files: [`${ASSETS}/service-worker.js`],
    languageOptions: { sourceType: "script", globals: globals.serviceworker },
  },
  {
    files: [`${ASSETS}/lunr.lv.js`],
    // As all packs of lunr: for a browser, for Node.js and for AMD.
    languageOptions: { globals: { define: "readonly", module: "writable", exports: "readonly" } },
  },
  {
    files: ["material", "moved", "new", "site"].map((name) => `${ASSETS}/${name}.js`),
    languageOptions: { sourceType: "script" },
  },
];
