/**
 * The page of a guide's own site, which the guide is the content of, or a part of.
 *
 * @typedef {import("./guide.js").Place} Place
 */

import { keepState, keepStep, languageLinks, skipTo } from "./material.js";
import { recall, remember } from "./storage.js";

/** Remembers the link that led into another guide, for the way back. No id of a tree has a space. */
const CAME_FROM = "came from";

keepState();

/** @implements {Place} */
export class OwnPage {
  isOwn = true;
  base = "";
  path = location.pathname;
  title = document.title;

  get address() {
    return location;
  }

  get came() {
    return recall(CAME_FROM);
  }

  /** @type {Place["leave"]} */
  leave(came) {
    remember(CAME_FROM, came);
  }

  /** @type {Place["isAt"]} */
  isAt(address) {
    return address === location.href;
  }

  get entries() {
    return history.state?.guidedHelp;
  }

  /** @type {Place["enter"]} */
  enter(guidedHelp, address, isNew) {
    history[isNew ? "pushState" : "replaceState"]({ guidedHelp }, "", address);
  }

  /** @type {Place["name"]} */
  name(hash) {
    for (const link of languageLinks()) link.hash = hash;
  }

  /** @type {Place["entitle"]} */
  entitle(title, id) {
    document.title = title;
    skipTo(id);
  }

  /** @type {Place["listen"]} */
  listen(signal) {
    keepStep(signal);
  }
}
