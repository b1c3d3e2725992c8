// @ts-check
// The panel of the editor: what is wrong with the content, and what is known of this page and can be changed. It is
// closed until somebody opens it, or until there is an error or a problem of this page; a closed one stays closed
// for the same problems.

/** @import { Desk } from "./desk.js" */
/** @import { Notes } from "./notes.js" */
/** @import { PageState, Report } from "./types.d.ts" */
import { button, english, make } from "./dom.js";
import { FIELD } from "./choose.js";
import { listOfDone } from "./done.js";
import { slugOf, writeExplainer } from "./explainer.js";
import { facts } from "./facts.js";
import { linesLeftOut } from "./left_out.js";
import { LOOK } from "./panel_look.js";
import { browser, tab } from "./memory.js";
import { NEW_ARTICLE } from "./new_article.js";
import { problems, tally } from "./problems.js";
import { suggestions } from "./suggestions.js";
import { focused, surface } from "./surface.js";
import { askWhy } from "./why.js";

const KEY = "F2";
const OPEN = "panel";
const ABOUT = "problems";
const TRIED_EVERY = 1500;
const TRIES = 40;
const PLACE = "panel-place";

/**
 * A part of the panel, which can be folded.
 *
 * @typedef {object} Part
 * @property {HTMLDetailsElement} element
 * @property {(count: number | string, inside: Node[]) => void} fill shows something; a part without anything is hidden
 */

export class Panel {
  #desk;
  #notes;
  #frame;
  #open;
  #file = make("div", {});
  #toolbar = make("div", { className: "tools" });
  #parts = make("div", { className: "parts" });
  /** @type {Map<string, Part>} */
  #byName = new Map();
  /** @type {HTMLElement | null} */
  #from = null;
  /** @type {Report | null} */
  #report = null;
  #about = "";
  #isAsked = false;
  #state;

  /**
   * @param {Desk} desk
   * @param {Promise<Notes | null>} notes those of this page
   */
  constructor(desk, notes) {
    this.#desk = desk;
    this.#notes = notes;
    const { words, live, done } = desk;
    this.#state = { ...{ open: false, parts: ["problems", "facts"] }, ...browser.recall(OPEN) };
    // The page "New article" has nothing for the panel, and takes its place.
    if (location.pathname === NEW_ARTICLE) this.#state.open = false;
    const close = button("×", () => this.#choose(false), { className: "close", "aria-label": words.say("close") });
    this.#frame = make("section", { className: "surface panel", role: "region", "aria-labelledby": "title", tabIndex: -1, hidden: true },
      make("header", {}, make("div", { className: "row" }, make("h2", { id: "title" }, words.say("editor")), close), this.#file, this.#toolbar),
      this.#parts);
    this.#open = button(words.say("editor"), () => this.#choose(true),
      { className: "surface raised open", "aria-keyshortcuts": KEY, title: KEY });
    for (const name of ["problems", "notes", "facts", "leftOut", "suggestions", "done"]) this.#add(name);
    const root = surface("briefings-panel", LOOK);
    root.adoptedStyleSheets.push(FIELD);
    root.append(this.#frame, this.#open);
    this.#listen();
    this.#adapt();
    live.onReport((report) => this.#heard(report));
    done.onChange(() => this.#showDone());
    this.#showDone();
    this.#set(this.#state.open);
  }

  // ---------------------------------------------------------------- open and closed

  #listen() {
    document.addEventListener("keydown", (event) => {
      if (event.key !== KEY || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      event.preventDefault();
      if (this.#frame.hidden) this.#choose(true);
      else if (this.#frame.contains(focused())) this.#from?.focus();
      else this.#enter();
    });
    this.#frame.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.stopPropagation();
      this.#choose(false);
    });
    // Who works in a panel that has opened itself keeps it, also when the problem is gone.
    for (const event of ["pointerdown", "keydown"]) {
      this.#parts.addEventListener(event, () => { if (!this.#state.open) this.#remember({ open: true }); });
    }
    addEventListener("resize", () => this.#adapt());
    // The page loads itself again after each change: the place in the panel stays.
    addEventListener("pagehide", () => tab.keep(PLACE, {
      path: location.pathname, top: this.#parts.scrollTop, key: focused()?.dataset.key ?? "",
    }));
  }

  #enter() {
    this.#from = focused();
    this.#focus();
  }

  /** On the first part that has something. */
  #focus() {
    const first = [...this.#byName.values()].find(({ element }) => !element.hidden)?.element.firstElementChild;
    (first instanceof HTMLElement ? first : this.#frame).focus({ preventScroll: true });
  }

  /** @param {boolean} isOpen */
  #set(isOpen) {
    this.#frame.hidden = !isOpen;
    this.#open.hidden = isOpen;
    if (isOpen) this.#ask();
  }

  /** @param {boolean} isOpen what somebody wants, for other pages too */
  #choose(isOpen) {
    if (isOpen) this.#from = focused();
    this.#set(isOpen);
    this.#remember({ open: isOpen });
    if (this.#about) tab.keep(ABOUT, { about: this.#about, visible: isOpen });
    if (isOpen) this.#focus();
    else (this.#from?.isConnected && this.#from !== this.#open ? this.#from : this.#open).focus({ preventScroll: true });
  }

  /** @param {object} change */
  #remember(change) {
    Object.assign(this.#state, change);
    browser.keep(OPEN, this.#state);
  }

  /** As wide as there is room beside the text. */
  #adapt() {
    const text = document.querySelector("main :is(.article, .prose, h1)")?.getBoundingClientRect();
    if (!text) return;
    const isLeftwards = document.documentElement.dir === "rtl";
    const room = isLeftwards ? document.documentElement.clientWidth - text.right : text.left;
    this.#frame.style.setProperty("--width", `${Math.min(Math.max(room - 24, 300), 520)}px`);
  }

  // ---------------------------------------------------------------- parts

  /** @param {string} name */
  #add(name) {
    const { words } = this.#desk;
    const count = make("span", { className: "count" });
    const body = make("div", { className: "part" });
    const element = make("details", { hidden: true, open: this.#state.parts.includes(name) },
      make("summary", { "data-key": name }, make("h3", {}, words.say(name)), count), body);
    element.addEventListener("toggle", () => {
      const others = this.#state.parts.filter((/** @type {string} */ one) => one !== name);
      this.#remember({ parts: element.open ? [...others, name] : others });
    });
    this.#parts.append(element);
    this.#byName.set(name, {
      element,
      fill(number, inside) {
        element.hidden = !inside.length;
        count.textContent = String(number);
        body.replaceChildren(...inside);
      },
    });
  }

  /** @param {string} name */
  #part(name) { return /** @type {Part} */ (this.#byName.get(name)); }

  /** @param {Report} report */
  #heard(report) {
    const now = JSON.stringify(report.problems);
    if (this.#report && JSON.stringify(this.#report.problems) === now) return;
    this.#report = report;
    // A key that is the same on every page, although the order differs.
    this.#about = report.problems.map(({ where, message }) => `${where} ${message}`).sort().join("\n");
    const { words } = this.#desk;
    const said = tally(report, words);
    this.#part("problems").fill(said, problems(report, this.#desk));
    this.#open.classList.toggle("urgent", report.errors > 0);
    this.#open.replaceChildren(said || words.say("editor"));
    if (said) this.#open.setAttribute("aria-label", words.say("show", { problems: said }));
    else this.#open.removeAttribute("aria-label");
    // Errors, and problems of this page, open the panel; for others there is only the button.
    const isUrgent = report.problems.some(({ severity, here }) => severity === "error" || here);
    const last = tab.recall(ABOUT);
    const before = last?.about === this.#about ? last.visible : isUrgent || this.#state.open;
    if (isUrgent && before) this.#part("problems").element.open = true;
    this.#set(isUrgent ? before : this.#state.open);
  }

  #showDone() {
    const list = listOfDone(this.#desk.done, this.#desk.words);
    this.#part("done").fill(list.length, list.length ? [make("ul", {}, ...list)] : []);
  }

  async #ask() {
    if (this.#isAsked) return;
    this.#isAsked = true;
    const state = await this.#desk.state();
    if (state) await this.#fill(state);
    const place = tab.recall(PLACE);
    if (place?.path !== location.pathname) return;
    this.#parts.scrollTop = place.top;
    if (place.key && !focused()) {
      const keyed = /** @type {NodeListOf<HTMLElement>} */ (this.#frame.querySelectorAll("[data-key]"));
      [...keyed].find(({ dataset }) => dataset.key === place.key)?.focus({ preventScroll: true });
    }
  }

  /** @param {PageState["suggestions"]} found null while they are looked for */
  async #suggest(found) {
    for (let tries = 0; !found && tries < TRIES; tries += 1) {
      await new Promise((resolve) => { setTimeout(resolve, TRIED_EVERY); });
      const answer = await this.#desk.api.page();
      found = answer.ok ? answer.value.suggestions : [];
    }
    this.#part("suggestions").fill(found?.length ?? "", suggestions(found ?? [], this.#desk));
  }

  /** @param {PageState} state */
  async #fill(state) {
    const { words } = this.#desk;
    const here = state.file && state.absolute[state.file];
    this.#file.replaceChildren(...(state.file ? [english("p", state.file, "path")] : []));
    if (here) this.#file.title = here;
    const notes = await this.#notes;
    /** @param {string} name @param {() => void} act */
    const offer = (name, act) => this.#toolbar.append(button(words.say(name), act, { "data-key": name }));
    if (state.kind === "explainer") offer("writeHere", () => writeExplainer(this.#desk, slugOf(state.uri)));
    if (notes) offer("addNote", () => void notes.add());
    if (["briefing", "explainer"].includes(state.kind)) offer("why", () => void askWhy());
    this.#toolbar.append(make("a", { href: NEW_ARTICLE }, words.say("newArticle")));
    const list = notes?.list() ?? [];
    this.#part("notes").fill(list.length, list.length ? [make("ul", {}, ...list)] : []);
    const unknown = state.facts.filter(({ value }) => value === null).length;
    this.#part("facts").fill(unknown ? words.count("unknown", unknown) : "", facts(state.facts, this.#desk));
    this.#part("leftOut").fill(state.lines_left_out.length, linesLeftOut(state.lines_left_out, this.#desk));
    this.#suggest(state.suggestions);
  }
}
