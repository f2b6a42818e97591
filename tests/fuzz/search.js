/*
 * A site's search worker outside a browser: gets queries, and prints how long each took, and what came of it.
 *
 * Called with the folder of a built site and a language. Each line of the input is a query as JSON, each line of the
 * output is `[milliseconds, results]`, with -1 for a worker that did not answer.
 */
const fs = require("node:fs");
const path = require("node:path");
const readline = require("node:readline");
const vm = require("node:vm");

const [site, language] = process.argv.slice(2);
const folder = path.join(site, "assets/javascripts/izeja");
const listeners = [];
let answered = () => {};

const scope = {
  console: { ...console, warn: () => {} },
  setTimeout,
  URL,
  location: { href: "http://127.0.0.1/assets/javascripts/izeja/", pathname: "/assets/javascripts/izeja/" },
  addEventListener: (_type, listener) => listeners.push(listener),
  postMessage: (message) => answered(message),
  fetch: async (file) => ({ ok: true, json: async () => JSON.parse(fs.readFileSync(path.join(folder, file), "utf8")) }),
  importScripts: (...files) => files.forEach((file) => run(path.join(folder, file))),
  MessageEvent: class {
    constructor(type, { data }) {
      Object.assign(this, { type, data, isTrusted: false, stopImmediatePropagation() {} });
    }
  },
  dispatchEvent: (event) => listeners.slice(1).forEach((listener) => listener(event)),
};
scope.self = scope;
vm.createContext(scope);

function run(file) {
  vm.runInContext(fs.readFileSync(file, "utf8"), scope, { filename: file });
}

/** Send a message as the page does, and wait for the answer of the worker. */
function ask(message) {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), 60_000);
    answered = (answer) => {
      clearTimeout(timer);
      resolve(answer);
    };
    listeners[0]({ data: message, isTrusted: true, stopImmediatePropagation() {} });
  });
}

async function main() {
  run(path.join(folder, `search.${language}.js`));
  const index = JSON.parse(fs.readFileSync(path.join(site, "search/search_index.json"), "utf8"));
  await ask({ type: 0, data: { ...index, options: { suggest: true } } });
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const before = process.cpuUsage();
    const answer = await ask({ type: 2, data: JSON.parse(line) });
    const { user, system } = process.cpuUsage(before);
    process.stdout.write(`${JSON.stringify([(user + system) / 1000, answer ? answer.data.items.length : -1])}\n`);
  }
}

main();
