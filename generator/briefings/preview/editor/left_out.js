// @ts-check
// The part "Left out" of the panel: lines of the capture that are no part of the article, and the rule for each.

/** @import { Desk } from "./desk.js" */
/** @import { LineLeftOut } from "./types.d.ts" */
import { written } from "./confirm.js";
import { button, english, make } from "./dom.js";

/**
 * @param {LineLeftOut[]} lines
 * @param {Desk} desk
 * @returns {Node[]}
 */
export function linesLeftOut(lines, desk) {
  const { words } = desk;
  if (!lines.length) return [];
  return [make("ul", {}, ...lines.map(({ line, text, rule, reason }) => {
    const item = make("li", {},
      make("p", { className: "words", dir: "auto" }, text),
      make("p", { className: "soft" }, words.say("line", { line }), " · ", english("bdi", [rule, reason].filter(Boolean).join(": "))));
    const keep = button(words.say("keep-line"), async () => {
      const refused = await written(desk, { type: "keep-line", line, text }, words.say("keep-line"));
      if (refused) item.append(refused);
    }, { className: "quiet", "data-key": `keep ${line}`, "aria-label": `${words.say("keep-line")}: ${text}` });
    item.append(make("p", { className: "row" }, keep));
    return item;
  }))];
}
