// @ts-check
// The part "Facts" of the panel: what is known of the article, by what evidence. What is unknown has a field, which is
// written into the file of the article's facts.

/** @import { Desk } from "./desk.js" */
/** @import { Fact } from "./types.d.ts" */
import { written } from "./confirm.js";
import { button, english, make } from "./dom.js";
import { tab } from "./memory.js";

/** Facts with several values: one on each line. */
const LISTS = new Set(["authors", "tags"]);
const LONG = /^(title|summary|brief\..*)$/;
const DAY = "published";

/**
 * @param {Fact["value"]} value
 * @param {string} locale
 * @param {string} key
 */
function shown(value, locale, key) {
  if (Array.isArray(value)) return value.join(" · ");
  if (key !== DAY || !value || !/^\d{4}-\d\d-\d\d$/.test(value)) return value ?? "";
  return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC", numberingSystem: "latn" }).format(new Date(value));
}

/** Where the tab keeps what was typed and is not saved. @param {string} key */
const keptAs = (key) => `fact ${location.pathname} ${key}`;

/**
 * @param {Fact} fact
 * @param {Desk} desk
 * @returns {HTMLFormElement} the field of a fact
 */
function field({ key, label, value }, desk) {
  const { words } = desk;
  const isList = LISTS.has(key);
  const text = Array.isArray(value) ? value.join("\n") : value ?? "";
  const isLong = isList || LONG.test(key);
  const traits = { "aria-label": label, value: text, "data-key": `fact ${key}`, dir: "auto" };
  const input = isLong ? make("textarea", { ...traits, placeholder: isList ? words.say("oneALine") : "" })
    : make("input", { ...traits, type: key === DAY ? "date" : "text" });
  const write = make("button", { type: "submit" }, words.say("save"));
  const form = make("form", { className: "field" }, input, make("p", { className: "row", hidden: true }, write));
  /** @type {(() => void) | null} */
  let release = null;
  const follow = () => {
    const isChanged = input.value !== text;
    tab.keep(keptAs(key), isChanged ? input.value : null);
    /** @type {HTMLElement} */ (form.lastElementChild).hidden = !isChanged;
    if (isChanged) release ??= desk.live.hold();
    else {
      release?.();
      release = null;
    }
  };
  input.addEventListener("input", follow);
  input.value = tab.recall(keptAs(key)) ?? text;
  follow();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    for (const old of form.querySelectorAll(".refusal")) old.remove();
    const typed = input.value.trim();
    const list = typed.split("\n").map((one) => one.trim()).filter(Boolean);
    const wanted = isList ? (list.length ? list : null) : typed || null;
    const refused = await written(desk, { type: "set-fact", key, value: wanted }, label);
    if (refused) return form.append(refused);
    tab.keep(keptAs(key), null);
    release?.();
  });
  return form;
}

/**
 * @param {Fact[]} known
 * @param {Desk} desk
 * @returns {Node[]}
 */
export function facts(known, desk) {
  const { words } = desk;
  if (!known.length) return [];
  return [make("dl", {}, ...known.map((fact) => {
    const { key, label, value, evidence, rule } = fact;
    const name = make("dt", {}, label);
    const said = make("dd", {});
    const entry = make("div", {}, name, said);
    if (value === null || value.length === 0 || tab.recall(keptAs(key)) !== null) {
      said.append(field(fact, desk));
      return entry;
    }
    said.append(make("bdi", {}, shown(value, words.locale, key)));
    const source = [evidence, rule].filter(Boolean).join(" · ");
    if (source) entry.append(make("dd", { className: "soft" }, english("span", source)));
    const change = button(words.say("change"), () => {
      said.replaceChildren(field(fact, desk));
      change.remove();
      /** @type {HTMLElement} */ (said.querySelector("input, textarea")).focus();
    }, { className: "quiet", "data-key": `change ${key}`, "aria-label": `${words.say("change")}: ${label}` });
    name.append(change);
    return entry;
  }))];
}
