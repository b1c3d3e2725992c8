// @ts-check
// The form for a note, beside the words that it is about. What is typed is kept by the tab until it is saved or
// discarded, so that neither a new page nor a crash takes it away.

/** @import { Desk } from "./desk.js" */
/** @import { ArticleText } from "./selection.js" */
/** @import { Edit, NoteDraft, NoteKind, SavedNote, Selection, Source } from "./types.d.ts" */
import { chooseWords } from "./choosing.js";
import { accepted, lines, DIFF } from "./confirm.js";
import { button, english, make } from "./dom.js";
import { browser, tab } from "./memory.js";
import { NoteView } from "./note_view.js";
import { refusalOf } from "./refusals.js";
import { Dock, pointOut, sheet } from "./surface.js";

/** @type {NoteKind[]} */
const KINDS = ["context", "correction", "disputed", "update"];
const SHOWN_AFTER = 300;

const STYLE = sheet(`
  form { display: grid; grid-template-columns: minmax(0, 1fr); gap: 14px; }
  .words { display: grid; gap: 6px; justify-items: start; }
  .words blockquote {
    padding-inline-start: 10px; border-inline-start: 2px solid var(--accent-soft, GrayText); font: 1.05em/1.45 var(--serif, serif);
    display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 4; overflow: hidden;
  }
  .field { display: grid; gap: 4px; }
  .kinds { display: flex; flex-wrap: wrap; gap: 4px 16px; }
  .kinds label { display: flex; align-items: center; gap: 6px; min-height: max(28px, var(--target) - 4px); font-weight: 400; }
  legend { padding: 0; margin-bottom: 4px; }
  .source { display: grid; grid-template-columns: 1fr auto; gap: 4px; margin-bottom: 8px; }
  .source input { grid-column: 1; }
  .source button { grid-column: 2; grid-row: 1; min-width: var(--target); padding: 0; }
  iframe { display: block; width: 100%; height: 0; border: 0; color-scheme: inherit; }
  .view { padding: 10px 12px; background: var(--paper, Canvas); }
  .view h3 { margin-bottom: 6px; }
  .end { position: sticky; inset-block-end: -16px; margin: 0 -16px -16px; padding: 10px 16px; background: var(--paper-raised, Canvas); border-top: 1px solid var(--rule, GrayText); }
  .end .delete { margin-inline-start: auto; color: var(--note-correction, CanvasText); }
  .change pre { margin-top: 6px; }
  /* Above the buttons, which stay at the lower edge. */
  .alert { scroll-margin-block-end: 64px; }
`);

/**
 * What a tab keeps of a form.
 *
 * @typedef {object} Draft
 * @property {Selection | null} at the words; null for those of the note
 * @property {NoteDraft} note
 * @property {SavedNote | null} of the note that is changed; null for a new one
 * @property {boolean} isOpen
 */

const KEY = "notes";
export const TARGET = "saved note";

/** @typedef {{ path: string, at: number, text: string, quote: string }} Target the note that gets focus when the page is there */

/** @returns {Draft[]} those of this page, the newest first */
export function keptDrafts() {
  return /** @type {Record<string, Draft[]> | null} */ (tab.recall(KEY))?.[location.pathname] ?? [];
}

/** What a draft is about: there is one for each note, and for each new one at other words. @param {Draft} draft */
const about = ({ at, of }) => JSON.stringify(of ? [of.quote, of.prefix, of.suffix, of.text] : at);

/**
 * Keep a draft.
 *
 * @param {Draft} draft
 * @param {string} [former] what it was about before its words were chosen again
 * @param {boolean} [isDone] whether it is to be forgotten
 */
function keepDraft(draft, former = about(draft), isDone = false) {
  const others = keptDrafts().filter((one) => ![about(draft), former].includes(about(one)));
  const all = /** @type {Record<string, Draft[]> | null} */ (tab.recall(KEY)) ?? {};
  tab.keep(KEY, { ...all, [location.pathname]: isDone ? others : [draft, ...others] });
}

/** @returns {NoteDraft} */
export const emptyNote = () => ({ kind: "context", text: "", sources: [], author: browser.recall("author") ?? "" });

/** @param {SavedNote} note @returns {NoteDraft} */
export const noteOf = ({ kind, text, sources, author }) => ({ kind, text, sources: sources.map((source) => ({ ...source })), author });

export class NoteForm {
  #desk;
  #text;
  /** @type {Draft} */
  #draft;
  #first;
  #dock;
  #view;
  #release;
  #isTyped = false;
  #isShown = false;
  #showing = 0;
  #asking = new AbortController();
  #quote = make("blockquote");
  #said = make("div", { role: "status" });
  #alert = make("div", { className: "alert" });
  #sources = make("div", {});
  #change = make("details", { className: "change" });
  #area;
  #kind = make("div", { className: "kinds" });
  #author;
  #save;
  #about;
  #closed;
  #reopen;

  /**
   * @param {Desk} desk
   * @param {ArticleText} text
   * @param {Draft} draft
   * @param {object} options
   * @param {NoteDraft} options.first the note before anything was typed
   * @param {() => void} options.closed is called when the form is gone
   * @param {() => void} options.reopen opens it again with what was kept
   */
  constructor(desk, text, draft, { first, closed, reopen }) {
    const { words } = desk;
    this.#desk = desk;
    this.#release = desk.live.hold();
    this.#text = text;
    this.#draft = draft;
    this.#first = JSON.stringify(first);
    this.#about = about(draft);
    this.#closed = closed;
    this.#reopen = reopen;
    const { of, note } = draft;
    const title = !of ? words.say("addNote") : of.number === null ? words.say("change") : words.say("changeNote", { number: of.number });
    this.#dock = new Dock(words, {
      name: "briefings-note", title, style: STYLE, beside: () => this.#box(), closed: () => this.#closedByHand(),
    });
    this.#dock.root.adoptedStyleSheets.push(DIFF);
    this.#view = new NoteView(words, text.article);
    this.#area = make("textarea", { id: "text", value: note.text, rows: 5, dir: "auto", spellcheck: true });
    this.#author = make("input", { id: "author", value: note.author, autocomplete: "name", dir: "auto" });
    this.#save = button(words.say("save"), () => this.save(), { className: "chief" });
    for (const kind of KINDS) {
      const input = make("input", { type: "radio", name: "kind", value: kind, checked: note.kind === kind });
      this.#kind.append(make("label", {}, input, words.say(kind)));
    }
    this.#change.append(make("summary", {}, words.say("showDiff")), make("div", {}));
    this.#change.addEventListener("toggle", () => { if (this.#change.open) void this.#showChange(); });
    for (const source of note.sources) this.#addSource(source);
    const form = make("form", { noValidate: true },
      make("div", { className: "words" }, this.#quote,
        button(words.say("moveNote"), () => this.move()), this.#said),
      make("fieldset", {}, make("legend", {}, words.say("noteKind")), this.#kind),
      make("div", { className: "field" }, make("label", { htmlFor: "text" }, words.say("noteText")), this.#area,
        make("p", { className: "soft" }, words.say("noteMarkdown"))),
      make("section", { className: "view", "aria-labelledby": "view", hidden: true },
        make("h3", { id: "view" }, words.say("noteView")), this.#view.frame, make("div", { className: "problems" })),
      make("fieldset", {}, make("legend", {}, words.say("noteSources")), this.#sources,
        button(words.say("addSource"), () => this.#addSource({ title: "", url: "" }).focus())),
      make("div", { className: "field" }, make("label", { htmlFor: "author" }, words.say("noteAuthor")), this.#author),
      this.#change,
      this.#alert,
      make("div", { className: "end row" }, this.#save, button(words.say("discard"), () => this.discard()),
        ...(of ? [button(words.say("deleteNote"), () => this.remove(), { className: "delete" })] : [])));
    form.addEventListener("submit", (event) => { event.preventDefault(); void this.save(); });
    form.addEventListener("input", () => this.#typed());
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void this.save();
    });
    this.#dock.body.append(form);
    this.#showWords();
  }

  open() {
    this.#desk.announcer.hide();
    this.#dock.open(this.#area);
    if (JSON.stringify(this.#draft.note) !== this.#first || this.#draft.at && this.#draft.of) this.#typed();
    else this.#render();
  }

  /** Lead back to the form. */
  focus() { this.#area.focus(); }

  /** Whether something was typed that is not saved. */
  get isTyped() { return this.#isTyped; }

  /** Let the words be chosen again. */
  async move() {
    const range = this.#range();
    this.#dock.root.host.setAttribute("hidden", "");
    const at = await chooseWords(this.#desk, this.#text, {
      title: this.#desk.words.say("chooseForNote"),
      at: range && this.#text.spanOf(range),
    });
    this.#dock.root.host.removeAttribute("hidden");
    if (at) {
      this.#draft.at = at;
      this.#showWords();
      this.#typed();
    }
    this.#dock.reveal();
    this.#area.focus({ preventScroll: true });
  }

  /** Write the note into its file. */
  async save() {
    const { words } = this.#desk;
    const { at, of, note } = this.#typed();
    this.#area.toggleAttribute("aria-invalid", !note.text.trim());
    if (!note.text.trim()) return this.#complain(words.say("noteNeedsText"), this.#area);
    browser.keep("author", note.author);
    const label = of ? words.say("noteChanged") : words.say("noteAdded");
    await this.#write(await edit(this.#draft, this.#desk), label, this.#save, { text: note.text, quote: at?.quote ?? of?.quote ?? "" });
  }

  /** Delete the note. */
  async remove() {
    if (this.#draft.of) await this.#write({ type: "delete-note", line: await lineOf(this.#draft.of, this.#desk) }, this.#desk.words.say("noteDeleted"), this.#save, null);
  }

  /** Forget what was typed. */
  discard() {
    keepDraft(this.#draft, this.#about, true);
    this.#end();
    this.#dock.close();
  }

  /**
   * @param {Edit} edit
   * @param {string} label
   * @param {HTMLButtonElement} pressed
   * @param {{ text: string, quote: string } | null} next the note that gets focus on the next page
   */
  async #write(edit, label, pressed, next) {
    if (pressed.ariaDisabled === "true") return;
    pressed.ariaDisabled = "true";
    this.#alert.replaceChildren();
    const outcome = await this.#desk.api.edit(edit, (await this.#desk.state())?.digests ?? {});
    pressed.ariaDisabled = "false";
    if (!outcome.ok) {
      this.#alert.replaceChildren(refusalOf(outcome.refusal, this.#desk.words));
      if (outcome.refusal.kind === "conflict") this.#alert.append(make("p", { className: "soft" }, this.#desk.words.say("typedIsKept")));
      this.#alert.scrollIntoView({ block: "nearest" });
      return;
    }
    keepDraft(this.#draft, this.#about, true);
    tab.keep(TARGET, next && { ...next, path: location.pathname, at: Date.now() });
    await accepted(this.#desk, outcome.value, label);
    this.#end();
    this.#dock.close();
  }

  /**
   * @param {string} text
   * @param {HTMLElement} field
   */
  #complain(text, field) {
    this.#alert.replaceChildren(make("p", { className: "error", role: "alert" }, text));
    field.focus();
  }

  /** Take in what the fields say, and keep it. */
  #typed() {
    const checked = /** @type {HTMLInputElement | null} */ (this.#kind.querySelector(":checked"));
    this.#draft.note = {
      kind: /** @type {NoteKind} */ (checked?.value ?? "context"),
      text: this.#area.value,
      sources: [...this.#sources.children].flatMap((row) => {
        const [title, url] = [...row.querySelectorAll("input")].map((input) => input.value.trim());
        return title || url ? [{ title, url }] : [];
      }),
      author: this.#author.value.trim(),
    };
    keepDraft(this.#draft, this.#about);
    this.#about = about(this.#draft);
    this.#isTyped = true;
    clearTimeout(this.#showing);
    this.#showing = setTimeout(() => this.#render(), SHOWN_AFTER);
    return this.#draft;
  }

  async #render() {
    this.#asking.abort();
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    const { note } = this.#draft;
    const place = /** @type {HTMLElement} */ (this.#view.frame.parentElement);
    place.hidden = !note.text.trim();
    if (place.hidden) return;
    const outcome = await this.#desk.api.noteHtml(note, signal);
    if (signal.aborted) return;
    const problems = this.#dock.root.querySelector(".problems");
    if (outcome.ok) {
      problems?.replaceChildren(...outcome.value.problems.flatMap(({ message, hint, severity }) =>
        [english("p", message, severity), english("p", hint, "soft")]));
      const isFirst = !this.#isShown;
      this.#isShown = true;
      await this.#view.show(outcome.value.html);
      if (isFirst) this.#dock.reveal();
    } else problems?.replaceChildren(refusalOf(outcome.refusal, this.#desk.words));
    if (this.#change.open) await this.#showChange();
  }

  async #showChange() {
    const place = /** @type {HTMLElement} */ (this.#change.lastElementChild);
    if (!this.#draft.of && !this.#draft.at) return;
    const outcome = await this.#desk.api.previewEdit(await edit(this.#draft, this.#desk), (await this.#desk.state())?.digests ?? {});
    place.replaceChildren(...(outcome.ok
      ? outcome.value.files.flatMap(({ path, diff }) => [english("p", path, "path"), lines(diff)])
      : [refusalOf(outcome.refusal, this.#desk.words)]));
  }

  /** @param {Source} source */
  #addSource({ title, url }) {
    const { words } = this.#desk;
    const name = make("input", { value: title, placeholder: words.say("sourceTitle"), "aria-label": words.say("sourceTitle"), dir: "auto" });
    const row = make("div", { className: "source", role: "group" }, name,
      make("input", { value: url, placeholder: words.say("sourceAddress"), "aria-label": words.say("sourceAddress"), inputMode: "url", dir: "ltr" }),
      button("×", () => {
        row.remove();
        this.#typed();
        this.#area.focus();
      }, { className: "plain", "aria-label": words.say("removeSource") }));
    this.#sources.append(row);
    return name;
  }

  /** Where the words are on the page; null if they are not on it. */
  #range() {
    const { at, of } = this.#draft;
    if (at) {
      const span = this.#text.find(at);
      return span && this.#text.rangeOf(span);
    }
    return of?.number ? rangeOfNote(this.#text, of.number) : null;
  }

  #box() { return this.#range()?.getBoundingClientRect() ?? null; }

  #showWords() {
    const { at, of } = this.#draft;
    const { words } = this.#desk;
    const range = this.#range();
    Object.assign(this.#quote, { textContent: at?.quote ?? of?.quote ?? "", lang: this.#text.article.lang, dir: this.#text.article.dir });
    pointOut("note", range);
    this.#said.replaceChildren();
    if (of && of.state !== "anchored" && !at) {
      this.#said.append(make("p", { className: "warning" }, words.say(of.state === "lost" ? "wordsGone" : "noteMoved")));
      if (of.message) this.#said.append(english("p", of.message, "soft"));
    } else if (!range) this.#said.append(make("p", { className: "warning" }, words.say("wordsGone")));
  }

  #end() {
    this.#isTyped = false;
    this.#release();
  }

  #closedByHand() {
    const { words, announcer } = this.#desk;
    clearTimeout(this.#showing);
    pointOut("note", null);
    if (this.#isTyped) {
      this.#draft.isOpen = false;
      keepDraft(this.#draft, this.#about);
      announcer.show(`${words.say("notSaved")} ${words.say("typedIsKept")}`, { label: words.say("goOn"), act: this.#reopen, lasting: true });
    }
    this.#end();
    this.#closed();
  }

}

/**
 * The first line of a note in its file, which other edits on this page may have moved.
 *
 * @param {SavedNote} note
 * @param {Desk} desk
 * @returns {Promise<number>} 0 if it is not there as it was
 */
export async function lineOf(note, desk) {
  const same = ((await desk.state())?.notes ?? []).filter(({ quote, text }) => quote === note.quote && text === note.text);
  const found = same.find(({ line }) => line === note.line) ?? (same.length === 1 ? same[0] : null);
  return found?.line ?? 0;
}

/** @param {Draft} draft @param {Desk} desk @returns {Promise<Edit>} */
async function edit({ at, of, note }, desk) {
  if (of) return { type: "change-note", line: await lineOf(of, desk), note, at };
  return { type: "add-note", at: /** @type {Selection} */ (at), note };
}

/**
 * The words of a note on the page; null if it has no number there.
 *
 * @param {ArticleText} text
 * @param {number} number
 */
export function rangeOfNote(text, number) {
  const marks = text.article.querySelectorAll(`[data-notes~="${number}"]`);
  if (!marks.length) return null;
  const range = document.createRange();
  range.setStartBefore(marks[0]);
  range.setEndAfter(marks[marks.length - 1]);
  return range;
}
