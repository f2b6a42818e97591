/** Reads what `izeja export` writes for other programs: stories with Extwee, and boxes and arrows with Graphviz. */

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { instance } from "@viz-js/viz";
import { parseTwee } from "extwee";

const folder = process.argv[2];
const files = readdirSync(folder, { recursive: true }).map((name) => join(folder, name));
const read = (ending) => files.filter((name) => name.endsWith(ending)).map((name) => [name, readFileSync(name, "utf-8")]);

/** @param {string} text */
function story(text) {
  const parsed = parseTwee(text);
  const html = parsed.toTwine2HTML();
  const passages = parsed.passages.map(({ name, text }) => ({
    name,
    links: [...text.matchAll(/\[\[(.*?)->([^\]]*)\]\]/g)].map((link) => link[2]),
  }));
  return { title: parsed.name, start: parsed.start, ifid: parsed.IFID, isInHtml: html.includes("<tw-storydata"), passages };
}

const viz = await instance();
const stories = Object.fromEntries(read(".twee").map(([name, text]) => [name, story(text)]));
/** @param {string} text */
function drawn(text) {
  const { objects = [], edges = [] } = viz.renderJSON(text);
  return [objects.filter((one) => !("nodes" in one)).length, edges.length];
}

const maps = Object.fromEntries(read(".dot").map(([name, text]) => [name, drawn(text)]));
console.log(JSON.stringify({ stories, maps }));
