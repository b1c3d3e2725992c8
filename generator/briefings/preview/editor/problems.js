// @ts-check
// The part "Problems" of the panel: what is wrong with the content, first with the file of this page.

/** @import { Desk } from "./desk.js" */
/** @import { Words } from "./words.js" */
/** @import { Report, ReportedProblem } from "./types.d.ts" */
import { button, english, make } from "./dom.js";
import { refusalOf } from "./refusals.js";

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
 * @param {Desk} desk
 */
function entry({ severity, where, message, hint, link, opens }, { api, words }) {
  const kind = make("span", { className: severity === "error" ? "kind grave" : "kind" }, words.say(severity));
  const place = make("p", { className: "where" }, kind, " ", english("bdi", where));
  if (link) place.append(" ", make("a", { href: link, className: "link" }, words.say("openFile")));
  const shown = make("li", {}, place, english("p", message), english("p", hint, "soft"));
  if (opens) {
    place.append(" ", button(words.say("openFile"), async () => {
      shown.querySelector(".refusal")?.remove();
      const answer = await api.openFile(opens);
      if (!answer.ok) shown.append(refusalOf(answer.refusal, words));
    }, { className: "quiet", "data-key": `open ${opens.path} ${opens.line}`, "aria-label": `${words.say("openFile")}: ${where}` }));
  }
  return shown;
}

/**
 * @param {Report} report
 * @param {Desk} desk
 * @returns {Node[]} nothing if there are no problems
 */
export function problems(report, desk) {
  const { words } = desk;
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
      make("ul", {}, ...group.map((problem) => entry(problem, desk)))));
  }
  if (report.more) shown.push(make("p", { className: "soft" }, words.count("more", report.more)));
  return shown;
}
