// @ts-check
// The part "Suggestions" of the panel: names on this page that nobody explains.

/** @import { Desk } from "./desk.js" */
/** @import { Suggestion } from "./types.d.ts" */
import { confirmed } from "./confirm.js";
import { beginExplainer } from "./explainer.js";
import { button, english, make } from "./dom.js";

/** How many are shown at first. */
const FIRST = 12;

/**
 * @param {Suggestion[]} suggested
 * @param {Desk} desk
 * @returns {Node[]}
 */
export function suggestions(suggested, desk) {
  const { words } = desk;
  if (!suggested.length) return [];
  const entries = suggested.map(({ name, kind, briefings, why, looks_like: like, quote }) => {
    const actions = make("p", { className: "row" },
      button(words.say("new-explainer"), () => beginExplainer(desk, name, kind), { className: "quiet", "data-key": `explain ${name}` }));
    if (like) {
      const [slug, title] = like;
      const label = words.say("add-alias", { title });
      actions.append(button(label, () => confirmed(desk, { type: "add-alias", slug, alias: name }, `${label}: ${name}`),
        { className: "quiet", "data-key": `alias ${name}` }));
    }
    return make("li", {},
      make("p", { className: "name", dir: "auto" }, name),
      make("p", { className: "soft" }, words.count("inBriefings", briefings)),
      ...(quote ? [make("p", { className: "words", dir: "auto" }, quote)] : []),
      ...(why ? [english("p", why, "soft")] : []),
      actions);
  });
  const rest = entries.slice(FIRST);
  const list = make("ul", {}, ...entries.slice(0, FIRST));
  if (!rest.length) return [list];
  const more = button(words.say("moreSuggestions"), () => {
    list.append(...rest);
    more.remove();
    rest[0].querySelector("button")?.focus();
  }, { className: "quiet", "data-key": "more suggestions" });
  return [list, more];
}
