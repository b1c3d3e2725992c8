// @ts-check
// Why words are a link or none, and what can be done about it.
//
// A small button appears beside a mention that is pointed at, on the side that the card of the theme leaves free. A key
// does the same for a mention that has the focus and for a selection.

/** @import { Desk } from "./desk.js" */
/** @import { Edit, Explanation, ShownMention, Subject } from "./types.d.ts" */
import { button, make } from "./dom.js";
import { explainerField, FIELD } from "./choose.js";
import { chooseWords, finishChoosing } from "./choosing.js";
import { confirmed } from "./confirm.js";
import { beginExplainer } from "./explainer.js";
import { refusalOf } from "./refusals.js";
import { ArticleText, articleOfPage } from "./selection.js";
import { Dock, isTyping, pointOut, sheet, surface } from "./surface.js";

/** A little later than the card of the theme, which decides the side. */
const OPEN_AFTER = 560;
const CLOSE_AFTER = 300;
const EDGE = 8;
/** The question marks of Latin, Arabic and Greek keyboards. */
const QUESTION_MARKS = ["?", "؟", ";"];
const MENTIONS = "main a.mention[href]";

const PILL = sheet(`
  button {
    position: fixed; z-index: 999; min-height: 28px; padding: 2px 10px; line-height: 1.3;
    color: var(--accent, LinkText); background: var(--paper-raised, Canvas);
    border: 1px solid var(--rule-strong, GrayText); border-radius: 3px; box-shadow: 0 2px 8px var(--shadow, rgb(0 0 0 / 30%));
  }
  @media (hover: none) { button { min-height: 44px; padding-inline: 16px; } }
`);
const CARD = sheet(`
  .phrase { margin-bottom: 8px; font: 650 1.25em/1.3 var(--serif, serif); }
  .reason + .reason { margin-top: 10px; padding-top: 10px; border-top: 1px solid var(--rule, GrayText); }
  .reason p + p { margin-top: 4px; }
  .actions { margin-top: 12px; border-top: 1px solid var(--rule, GrayText); }
  .actions li { border-bottom: 1px solid var(--rule, GrayText); }
  .actions button { display: block; width: 100%; min-height: 36px; padding: 6px 0; text-align: start; border: 0; border-radius: 0; }
  .actions button:hover { color: var(--accent, LinkText); background: none; }
  .actions button:focus-visible { outline-offset: -2px; }
  .refusal button { margin-top: 8px; }
`);

document.adoptedStyleSheets.push(sheet(`
  ::highlight(preview-why) { color: var(--ink); background-color: var(--marker); }
`));

export class Why {
  #desk;
  #article;
  #added;
  #pill;
  /** @type {HTMLElement | null} the mention beside which the button is */
  #mention = null;
  /** @type {Dock | null} */
  #dock = null;
  #timer = 0;

  /**
   * @param {Desk} desk
   * @param {HTMLElement} article
   * @param {string} added selects what editors added to it
   */
  constructor(desk, article, added) {
    this.#desk = desk;
    this.#article = article;
    this.#added = added;
    this.#pill = button(desk.words.say("why"), () => { if (this.#mention) this.#askFor(this.#mention); },
      { className: "surface", hidden: true });
    surface("briefings-why", PILL).append(this.#pill);
    this.#listen();
  }

  // ---------------------------------------------------------------- pointer and keys

  #listen() {
    /** @param {EventTarget | null} target */
    const mentionAt = (target) => (target instanceof Element ? /** @type {HTMLElement | null} */ (target.closest(MENTIONS)) : null);
    /** @param {() => void} act @param {number} [time] */
    const soon = (act, time = 0) => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(act, time);
    };
    const leave = () => soon(() => this.#withdraw(), CLOSE_AFTER);
    document.addEventListener("pointerover", ({ target, pointerType }) => {
      const mention = pointerType === "touch" ? null : mentionAt(target);
      if (mention) soon(() => this.#offer(mention), mention === this.#mention ? 0 : OPEN_AFTER);
    });
    document.addEventListener("pointerout", ({ target }) => { if (mentionAt(target)) leave(); });
    this.#pill.addEventListener("pointerenter", () => clearTimeout(this.#timer));
    this.#pill.addEventListener("pointerleave", leave);
    // A finger cannot hover: the first tap shows the card of the theme, and the button.
    document.addEventListener("click", (event) => {
      const mention = mentionAt(event.target);
      if (mention && event.defaultPrevented) soon(() => this.#offer(mention));
      else if (!event.composedPath().includes(this.#pill)) this.#withdraw();
    });
    document.addEventListener("contextmenu", (event) => {
      const mention = mentionAt(event.target);
      if (!mention || /** @type {PointerEvent} */ (event).pointerType !== "touch") return;
      event.preventDefault();
      this.#askFor(mention);
    });
    document.addEventListener("keydown", (event) => {
      if (!QUESTION_MARKS.includes(event.key) || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
      const mention = mentionAt(event.target);
      const selected = selectedRange();
      if (!mention && !selected) return;
      event.preventDefault();
      if (mention) this.#askFor(mention);
      else if (selected) this.ask(selected);
    });
    const withdraw = () => this.#withdraw();
    addEventListener("scroll", withdraw, { passive: true });
    addEventListener("resize", withdraw, { passive: true });
  }

  /** @param {HTMLElement} mention */
  #offer(mention) {
    if (this.#dock || !getSelection()?.isCollapsed) return;
    this.#mention = mention;
    this.#pill.hidden = false;
    // The card of the theme stands below its mention, or above.
    const line = /** @type {DOMRect} */ ([...mention.getClientRects()].at(-1));
    const isBelow = document.querySelector(".preview--above:popover-open") !== null;
    const { offsetWidth: width, offsetHeight: height } = this.#pill;
    const x = document.documentElement.dir === "rtl" ? line.left : line.right - width;
    this.#pill.style.top = `${isBelow ? line.bottom + 1 : line.top - height - 1}px`;
    this.#pill.style.left = `${Math.max(EDGE, Math.min(x, document.documentElement.clientWidth - EDGE - width))}px`;
  }

  #withdraw() {
    clearTimeout(this.#timer);
    this.#mention = null;
    this.#pill.hidden = true;
  }

  /** @param {HTMLElement} mention */
  #askFor(mention) {
    const range = document.createRange();
    range.selectNodeContents(mention);
    this.#withdraw();
    this.ask(range, { isMention: true });
  }

  /** Say why what is selected is a link or none; without a selection, let words be chosen first. */
  async askForWords() {
    if (finishChoosing()) return;
    const selected = selectedRange();
    if (selected) return this.ask(selected);
    const text = this.#text;
    const chosen = await chooseWords(this.#desk, text, { title: this.#desk.words.say("chooseForWhy") });
    const span = chosen && text.find(chosen);
    if (span) this.ask(text.rangeOf(span));
  }

  get #text() { return new ArticleText(this.#article, this.#added); }

  // ---------------------------------------------------------------- the reason

  /**
   * Say why words are a link or none.
   *
   * @param {Range} range
   * @param {{ isMention?: boolean }} [options] of a mention its line is not meant
   */
  async ask(range, { isMention = false } = {}) {
    const text = this.#text;
    const span = finishChoosing() ? null : text.spanOf(range);
    if (!span) return;
    const at = text.selectionOf(span);
    const { api, words } = this.#desk;
    this.#dock?.close();
    const dock = new Dock(words, {
      name: "briefings-reason", title: words.say("why"), style: CARD,
      beside: () => range.getBoundingClientRect(),
      closed: () => {
        pointOut("why", null);
        if (this.#dock === dock) this.#dock = null;
      },
    });
    dock.root.adoptedStyleSheets.push(FIELD);
    this.#dock = dock;
    // The card of the theme for a mention under the pointer would stand above.
    for (const card of document.querySelectorAll(".preview:popover-open")) /** @type {HTMLElement} */ (card).hidePopover();
    pointOut("why", range);
    dock.body.append(make("p", { className: "phrase" }, make("q", {}, at.quote)));
    const reason = make("div", { role: "status" }, make("p", { className: "soft" }, words.say("wait")));
    dock.body.append(reason);
    dock.open();
    getSelection()?.removeAllRanges();
    const answer = await api.why(at);
    if (!answer.ok) return reason.replaceChildren(refusalOf(answer.refusal, words));
    const { sentence, mentions, actions } = answer.value;
    if (mentions.length) reason.replaceChildren(...mentions.map((mention) => this.#reasonOf(mention)));
    else reason.replaceChildren(make("p", {}, sentence));
    dock.body.append(this.#actions(dock, mentions, actions.filter(({ edit }) => !isMention || edit.type !== "drop-line")));
    dock.reveal();
  }

  /** @param {ShownMention} mention */
  #reasonOf({ subject, candidates, sentence }) {
    const others = candidates.filter(({ slug }) => slug !== subject?.slug);
    const names = others.flatMap(({ title }, place) => [place ? this.#desk.words.say("comma") : "", make("bdi", {}, title)]);
    return make("div", { className: "reason" },
      make("p", {}, sentence),
      ...(others.length ? [make("p", { className: "soft" }, this.#desk.words.say("couldBe"), " ", ...names)] : []));
  }

  /**
   * @param {Dock} dock
   * @param {ShownMention[]} mentions
   * @param {Explanation["actions"]} actions
   */
  #actions(dock, mentions, actions) {
    const likely = new Map(mentions.flatMap(({ subject, candidates }) => [...candidates, ...(subject ? [subject] : [])])
      .map((one) => [one.slug, one]));
    const list = make("ul", { className: "actions" });
    for (const { edit, label } of actions) {
      const open = "slug" in edit && !edit.slug ? edit : null;
      const item = make("li", {}, button(label, async () => {
        if (open) return this.#choose(dock, item, open, [...likely.values()]);
        const isDone = edit.type === "new-explainer" ? await beginExplainer(this.#desk, edit.title, edit.kind)
          : await confirmed(this.#desk, edit, label);
        if (isDone) dock.close();
      }));
      list.append(item);
    }
    return list;
  }

  /**
   * Let the editor choose the explainer of an edit.
   *
   * @param {Dock} dock
   * @param {HTMLElement} item
   * @param {Extract<Edit, { slug: string }>} edit
   * @param {Subject[]} likely
   */
  #choose(dock, item, edit, likely) {
    const { words } = this.#desk;
    for (const other of dock.body.querySelectorAll(".choose")) other.remove();
    const field = explainerField(this.#desk, words.say(edit.type, { title: "…" }), likely, async ({ slug, title }) => {
      if (await confirmed(this.#desk, { ...edit, slug }, words.say(edit.type, { title }))) dock.close();
    });
    item.append(field);
    field.querySelector("input")?.focus({ preventScroll: true });
    // The list is there in the next frame.
    requestAnimationFrame(() => dock.reveal());
  }
}

function selectedRange() {
  const selection = getSelection();
  return selection && !selection.isCollapsed ? selection.getRangeAt(0).cloneRange() : null;
}

/** @type {Why | null} */
let why = null;

/**
 * Begin with the reasons of links, if this page has a text with links: that of a briefing or an explainer.
 *
 * @param {Desk} desk
 */
export async function startWhy(desk) {
  const found = await articleOfPage();
  const text = found?.article ?? /** @type {HTMLElement | null} */ (document.querySelector("main .prose"));
  const state = await desk.state();
  if (!text || (state?.kind !== "briefing" && state?.kind !== "explainer")) return;
  const started = new Why(desk, text, found?.added ?? ".headerlink");
  why = started;
  if (!found) return;
  const { offer } = await import(found.tools);
  offer(desk.words.say("why"), (/** @type {{ range: Range }} */ { range }) => void started.ask(range.cloneRange()));
}

/** Ask for the reason of selected words, or let some be chosen. */
export const askWhy = () => why?.askForWords();
