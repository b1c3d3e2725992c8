// @ts-check
// Notes on the page of a briefing: new ones for selected words, and a button beside each that is there.

/** @import { Desk } from "./desk.js" */
/** @import { Draft, Target } from "./note_form.js" */
/** @import { NoteDraft, PageState, SavedNote } from "./types.d.ts" */
import { chooseWords, finishChoosing } from "./choosing.js";
import { written } from "./confirm.js";
import { button, english, make } from "./dom.js";
import { tab } from "./memory.js";
import { emptyNote, keptDrafts, lineOf, noteOf, NoteForm, TARGET } from "./note_form.js";
import { ArticleText, articleOfPage } from "./selection.js";
import { isTyping, lidOfPage, sheet, surface } from "./surface.js";

/** With Alt, wherever nothing is typed. */
const KEY = "KeyN";
/** Between the label of a note and the button. */
const GAP = 8;
/** The lower part of the window, where messages stand. */
const FOOT = 160;

const BESIDE = sheet(`
  :host { position: absolute; inset: 0 auto auto 0; }
  button {
    position: absolute; min-height: 24px; padding: 0 6px; font-size: 0.92em; white-space: nowrap;
    color: var(--ink-soft, CanvasText); border-color: transparent;
  }
  button:is(:hover, :focus-visible) { color: var(--accent, LinkText); background: var(--paper-raised, Canvas); border-color: var(--rule-strong, GrayText); }
  button.moved { color: var(--note-disputed, CanvasText); font-weight: 600; }
  @media (pointer: coarse) { button { min-height: 44px; } }
`);
/** How long after a note was saved the page is expected with it. */
const LOADED_WITHIN = 20_000;
const ORDER = ["lost", "moved", "anchored"];

export class Notes {
  #desk;
  #notes;
  #article;
  #added;
  /** @type {NoteForm | null} */
  #form = null;
  /** @type {Map<number, HTMLButtonElement>} */
  #buttons = new Map();
  #saysOutdated = false;

  /**
   * @param {Desk} desk
   * @param {PageState} state
   * @param {HTMLElement} article
   * @param {string} added selects what editors added to it
   */
  constructor(desk, state, article, added) {
    this.#desk = desk;
    // What was found for lost words is in the hint of their problem.
    this.#notes = state.notes.map((note) => {
      const problem = state.problems.find(({ line, message }) => line === note.line && message === note.message);
      return problem ? { ...note, message: `${note.message} ${problem.hint}` } : note;
    });
    this.#article = article;
    this.#added = added;
    this.#showButtons();
    document.addEventListener("keydown", (event) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== KEY || isTyping(event)) return;
      event.preventDefault();
      const note = selectedRange() ? null : this.#noteOf(event.target);
      if (note) this.change(note);
      else void this.add();
    });
    desk.live.onReport(() => this.#sayOutdated());
    this.#goOn();
  }

  get #text() { return new ArticleText(this.#article, this.#added); }

  /**
   * Begin a note on what is selected; without a selection, let words be chosen first.
   *
   * @param {Range | null} [range]
   */
  async add(range = selectedRange()) {
    if (finishChoosing() || this.#isBusy()) return;
    const text = this.#text;
    const span = range && text.spanOf(range);
    const release = this.#desk.live.hold();
    const at = span ? text.selectionOf(span) : await chooseWords(this.#desk, text, { title: this.#desk.words.say("chooseForNote") });
    if (at) this.#open({ at, note: emptyNote(), of: null, isOpen: true }, emptyNote());
    release();
  }

  /** @param {SavedNote} note */
  change(note) {
    if (!this.#isBusy()) this.#open({ at: null, note: noteOf(note), of: note, isOpen: true }, noteOf(note));
    return this.#form;
  }

  /**
   * The note whose number in the article has the focus, or in which it is: its button is far away in the order of the
   * Tab key, after the whole page.
   *
   * @param {EventTarget | null} focused
   */
  #noteOf(focused) {
    const at = focused instanceof Element ? focused.closest('[id^="note-"]') : null;
    const found = at && this.#article.contains(at) ? /^note-(?:ref-)?(\d+)$/.exec(at.id) : null;
    return this.#notes.find(({ number }) => found && number === Number(found[1])) ?? null;
  }

  /** The notes of this page for the panel, first those that are lost or have moved.
   * @returns {HTMLElement[]} */
  list() {
    const { words } = this.#desk;
    const sorted = [...this.#notes].sort((one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state));
    return sorted.map((note) => {
      const { kind, line, message, number, quote, state, text } = note;
      const head = make("p", { id: `note-${line}` }, make("strong", {}, `${number ?? ""} ${words.say(kind)}`.trim()));
      if (state !== "anchored") head.append(" ", make("span", { className: state === "lost" ? "error" : "warning" }, words.say(state)));
      /** @type {(label: string, act: (event: MouseEvent) => void) => HTMLButtonElement} */
      const tool = (label, act) => button(words.say(label), act, { "data-key": `${label} ${line}`, "aria-describedby": head.id });
      return make("li", {}, head,
        make("p", {}, make("q", { lang: this.#article.lang, dir: this.#article.dir }, quote)),
        make("p", { className: "soft", dir: "auto" }, text),
        ...(message ? [english("p", message, "soft")] : []),
        make("p", { className: "row" },
          tool("change", () => this.change(note)),
          tool("moveNote", () => void this.change(note)?.move()),
          tool("deleteNote", (event) => void this.#remove(note, event))));
    });
  }

  /**
   * @param {SavedNote} note
   * @param {MouseEvent} event
   */
  async #remove(note, event) {
    const pressed = /** @type {HTMLElement} */ (event.currentTarget);
    if (this.#isBusy()) return;
    const refusal = await written(this.#desk, { type: "delete-note", line: await lineOf(note, this.#desk) }, this.#desk.words.say("noteDeleted"));
    if (refusal) pressed.parentElement?.after(refusal);
  }

  /** Whether another note is being written; it is shown then. */
  #isBusy() {
    if (!this.#form) return false;
    if (this.#form.isTyped) {
      this.#form.focus();
      this.#desk.announcer.show(this.#desk.words.say("anotherNote"));
      return true;
    }
    this.#form.discard();
    return false;
  }

  /**
   * @param {Draft} draft
   * @param {NoteDraft} first
   */
  #open(draft, first) {
    getSelection()?.removeAllRanges();
    this.#form = new NoteForm(this.#desk, this.#text, draft, {
      first, closed: () => { this.#form = null; }, reopen: () => this.#reopen(draft),
    });
    this.#form.open();
  }

  /** Go on after the page was loaded: with what was typed, or at the note that was saved. */
  #goOn() {
    const [draft] = keptDrafts();
    if (draft?.isOpen) this.#reopen(draft);
    else if (draft) {
      const { announcer, words } = this.#desk;
      announcer.show(`${words.say("notSaved")} ${words.say("typedIsKept")}`, { label: words.say("goOn"), act: () => this.#reopen(draft), lasting: true });
    }
    const saved = /** @type {Target | null} */ (tab.recall(TARGET));
    if (saved?.path !== location.pathname || saved.at + LOADED_WITHIN < Date.now()) return;
    const same = this.#notes.filter((note) => note.text.trim() === saved.text.trim());
    const found = same.find((note) => note.quote === saved.quote) ?? same[0];
    const pressed = found?.number && this.#buttons.get(found.number);
    if (!pressed) return;
    pressed.focus({ preventScroll: true });
    const { top, bottom } = pressed.getBoundingClientRect();
    if (top < lidOfPage() || bottom > innerHeight - FOOT) pressed.scrollIntoView({ block: "center" });
    // The page may be loaded once more, when everything is compiled.
    for (const event of ["keydown", "pointerdown"]) addEventListener(event, () => tab.keep(TARGET, null), { capture: true, once: true });
  }

  /** @param {Draft} draft */
  #reopen(draft) {
    if (this.#isBusy()) return;
    const { of } = draft;
    // The file may have changed in the meantime.
    const found = of && (this.#notes.find((note) => note.quote === of.quote && note.text === of.text)
      ?? this.#notes.find((note) => note.quote === of.quote) ?? null);
    if (of && !found) draft.at ??= { quote: of.quote, before: of.prefix, after: of.suffix };
    this.#open({ ...draft, of: found, isOpen: true }, found ? noteOf(found) : emptyNote());
  }

  #sayOutdated() {
    const { announcer, live, words } = this.#desk;
    if (!live.isDue || !this.#form || this.#saysOutdated) return;
    this.#saysOutdated = true;
    const kept = this.#form.isTyped ? ` ${words.say("typedIsKept")}` : "";
    announcer.show(words.say("pageChanged") + kept, { label: words.say("loadAgain"), act: () => location.reload(), lasting: true });
  }

  /** A button beside the label of each note. The page itself stays as it is. */
  #showButtons() {
    const { words } = this.#desk;
    const layer = make("div", { className: "surface", role: "region", "aria-label": words.say("notes") });
    // In the order of the page, which is that of the Tab key.
    for (const note of [...this.#notes].sort((one, other) => (one.number ?? 0) - (other.number ?? 0))) {
      const { number, state } = note;
      if (number === null) continue;
      const isMoved = state === "moved";
      const name = words.say("changeNote", { number });
      const pressed = button(words.say(isMoved ? "moved" : "change"), () => this.change(note),
        { "aria-label": isMoved ? `${words.say("moved")}: ${name}` : name });
      pressed.classList.toggle("moved", isMoved);
      this.#buttons.set(number, pressed);
      layer.append(pressed);
    }
    if (!this.#buttons.size) return;
    surface("briefings-note-buttons", BESIDE).append(layer);
    const place = () => this.#place();
    new ResizeObserver(place).observe(document.body);
    const observer = new ResizeObserver(place);
    for (const number of this.#buttons.keys()) {
      const note = document.getElementById(`note-${number}`);
      if (note) observer.observe(note);
    }
    place();
  }

  #place() {
    const isLeftwards = document.documentElement.dir === "rtl";
    for (const [number, pressed] of this.#buttons) {
      const label = document.querySelector(`#note-${number} > .note-label`);
      const box = label?.getBoundingClientRect();
      pressed.hidden = !box?.width;
      if (!label || !box?.width) continue;
      const words = document.createRange();
      words.selectNodeContents(label);
      const { left, right } = words.getBoundingClientRect();
      // The shape of the kind stands behind the words.
      const away = GAP + box.height;
      pressed.style.setProperty("top", `${box.top + scrollY + (box.height - pressed.offsetHeight) / 2}px`);
      pressed.style.setProperty("left", `${scrollX + (isLeftwards ? left - away - pressed.offsetWidth : right + away)}px`);
    }
  }
}

function selectedRange() {
  const selection = getSelection();
  return selection && !selection.isCollapsed ? selection.getRangeAt(0) : null;
}

/**
 * Begin with the notes of the page, if it is that of a briefing.
 *
 * @param {Desk} desk
 * @returns {Promise<Notes | null>}
 */
export async function startNotes(desk) {
  const found = await articleOfPage();
  const state = await desk.state();
  if (!found || !state || state.kind !== "briefing") return null;
  const notes = new Notes(desk, state, found.article, found.added);
  const { offer } = await import(found.tools);
  offer(desk.words.say("addNote"), (/** @type {{ range: Range }} */ { range }) => void notes.add(range));
  return notes;
}
