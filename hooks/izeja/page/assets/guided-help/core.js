/** What the parts get of the guide that runs, whose modules they cannot import. */

import { sectionAt } from "./history.js";
import { fill } from "./sections.js";
import { cameFrom, show, titleOf, whenIdle } from "./step.js";
import { recall, remember } from "./storage.js";
import { answerOf, pastOf, pastStep, triedOn } from "./trail.js";
import { moveTo, passOver } from "./ways.js";

/** @typedef {typeof CORE} Core */

export const CORE = {
  answerOf,
  cameFrom,
  fill,
  moveTo,
  passOver,
  pastOf,
  pastStep,
  recall,
  remember,
  sectionAt,
  show,
  titleOf,
  triedOn,
  whenIdle,
};
