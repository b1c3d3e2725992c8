// @ts-check
// The part "Problems" of the panel: what is wrong with the content, first with the file of this page.

/** @import { Words } from "./words.js" */
/** @import { Report, ReportedProblem } from "./types.d.ts" */
import { english, make } from "./dom.js";

/**
 * @param {Report} report
 * @param {Words} words
 * @returns {string} how many problems there are; empty for none
 */
export function tally({ errors, warnings }, words) {
  return [errors && words.count("errors", errors), warnings && words.count("warnings", warnings)]
    .filter(Boolean).join(words.say("comma"));
}

/**
 * @param {ReportedProblem} problem
 * @param {Words} words
 */
function entry({ severity, where, message, hint, link }, words) {
  const kind = make("span", { className: severity === "error" ? "kind grave" : "kind" }, words.say(severity));
  const place = make("p", { className: "where" }, kind, " ", english("bdi", where));
  if (link) place.append(" ", make("a", { href: link, className: "link" }, words.say("openFile")));
  return make("li", {}, place, english("p", message), english("p", hint, "soft"));
}

/**
 * @param {Report} report
 * @param {Words} words
 * @returns {Node[]} nothing if there are no problems
 */
export function problems(report, words) {
  if (!report.problems.length) return [];
  const isUrgent = report.problems.some(({ severity, here }) => severity === "error" || here);
  const shown = [make("p", { className: "unseen", role: isUrgent ? "alert" : "status" }, tally(report, words))];
  /** @type {[string, ReportedProblem[]][]} */
  const groups = [
    ["thisPage", report.problems.filter(({ here }) => here)],
    ["otherPages", report.problems.filter(({ here }) => !here)],
  ];
  for (const [name, group] of groups) {
    if (!group.length) continue;
    shown.push(make("div", { className: "group" }, make("h4", {}, words.say(name)),
      make("ul", {}, ...group.map((problem) => entry(problem, words)))));
  }
  if (report.more) shown.push(make("p", { className: "soft" }, words.count("more", report.more)));
  return shown;
}
