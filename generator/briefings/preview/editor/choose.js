// @ts-check
// A field that finds an explainer by its title or another name: a combobox with a list.
// https://www.w3.org/WAI/ARIA/apg/patterns/combobox/

/** @import { Desk } from "./desk.js" */
/** @import { Subject } from "./types.d.ts" */
import { make } from "./dom.js";
import { sheet } from "./surface.js";

const SHOWN = 8;
let number = 0;

/** How the field looks. */
export const FIELD = sheet(`
  .choose { margin: 4px 0 10px; }
  [role="listbox"] { margin-top: 4px; border: 1px solid var(--rule, GrayText); border-radius: 3px; background: var(--paper, Canvas); overflow: hidden; }
  .choose [role="option"] { padding: 6px 10px; cursor: pointer; border: 0; }
  .choose [role="option"] .soft { font-size: 0.88em; }
  .choose [role="option"][aria-selected="true"] { background: var(--marker, Highlight); color: var(--ink, CanvasText); }
  .choose [role="option"][aria-selected="true"] .soft { color: inherit; }
  .choose p:empty { display: none; }
  @media (pointer: coarse) { .choose [role="option"] { padding-block: 11px; } }
`);

/** @param {string} text */
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/**
 * @param {Subject[]} subjects
 * @param {string} query
 * @returns {Subject[]} those whose title has the words: first those that begin with them, and short ones
 */
export function found(subjects, query) {
  const wanted = folded(query.trim());
  /** @param {string} title */
  const rankOf = (title) => {
    const at = folded(title).indexOf(wanted);
    return at < 0 ? Infinity : Math.min(at, 1);
  };
  return subjects.map((subject) => ({ subject, rank: rankOf(subject.title) }))
    .filter((one) => one.rank < Infinity)
    .sort((a, b) => a.rank - b.rank || a.subject.title.length - b.subject.title.length)
    .map(({ subject }) => subject);
}

/**
 * @param {Desk} desk
 * @param {string} label
 * @param {Subject[]} first offered before all others
 * @param {(subject: Subject) => void} choose
 * @returns {HTMLElement} the field
 */
export function explainerField(desk, label, first, choose) {
  const id = `subjects-${number += 1}`;
  const list = make("ul", { id, role: "listbox", "aria-label": label });
  const field = make("input", {
    type: "text", role: "combobox", autocomplete: "off", spellcheck: false,
    "aria-label": label, "aria-autocomplete": "list", "aria-controls": id, "aria-expanded": "false",
  });
  const none = make("p", { className: "soft", role: "status" });
  /** @type {Subject[]} */
  let offered = [];
  let at = 0;
  let asked = 0;

  function mark() {
    [...list.children].forEach((option, place) => option.setAttribute("aria-selected", String(place === at)));
    const active = list.children[at];
    if (active) field.setAttribute("aria-activedescendant", active.id);
    else field.removeAttribute("aria-activedescendant");
    active?.scrollIntoView({ block: "nearest" });
  }

  /** @param {number} place */
  function point(place) {
    if (at === place) return;
    at = place;
    mark();
  }

  /** @param {Subject[]} subjects */
  function offer(subjects) {
    offered = subjects.slice(0, SHOWN);
    at = 0;
    list.replaceChildren(...offered.map((subject, place) =>
      make("li", { id: `${id}-${place}`, role: "option", onclick: () => choose(subject), onpointermove: () => point(place) },
        make("bdi", {}, subject.title), " ", make("bdi", { className: "soft", dir: "ltr" }, subject.slug))));
    list.hidden = !offered.length;
    field.setAttribute("aria-expanded", String(!list.hidden));
    none.textContent = offered.length ? "" : desk.words.say("noExplainer");
    mark();
  }

  async function follow() {
    const query = field.value;
    const explainers = (await desk.state())?.explainers ?? [];
    const known = !query.trim()
      ? [...first, ...explainers.filter(({ slug }) => !first.some((one) => one.slug === slug))]
      : found(explainers, query);
    offer(known);
    if (known.length >= SHOWN || !query.trim()) return;
    // Other names than titles are known to the preview.
    const mine = (asked += 1);
    const answer = await desk.api.explainers(query);
    if (mine !== asked || !answer.ok) return;
    const more = answer.value.explainers.filter(({ slug }) => !known.some((one) => one.slug === slug));
    if (more.length) offer([...known, ...more]);
  }

  field.addEventListener("input", follow);
  field.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && offered.length) {
      event.preventDefault();
      at = (at + step + offered.length) % offered.length;
      mark();
    } else if (event.key === "Enter" && offered[at]) {
      event.preventDefault();
      choose(offered[at]);
    }
  });
  // A press on an option leaves the focus in the field.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  follow();
  return make("div", { className: "choose" }, field, list, none);
}
