// @ts-check
// Choosing words of the article, by mouse or touch as everywhere, or by keyboard: arrow keys lead to a word or a
// paragraph, with Shift they add words.

/** @import { Desk } from "./desk.js" */
/** @import { Span } from "./selection.js" */
/** @import { Selection } from "./types.d.ts" */
import { button, make } from "./dom.js";
import { ArticleText } from "./selection.js";
import { focused, lidOfPage, pointOut, sheet, surface } from "./surface.js";

/** Of longer passages screen readers hear the beginning and the end. */
const SPOKEN = 160;

const STYLE = sheet(`
  .bar {
    position: fixed; z-index: 1001; inset-block: auto 16px; inset-inline: 0; width: min(44rem, 100vw - 32px); margin-inline: auto;
    padding: 10px 16px;
  }
  .bar:focus-visible { outline-offset: -3px; }
  .chosen {
    margin-block: 6px 10px; font-family: var(--serif, serif); font-size: 1.1em;
    display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden;
  }
  kbd { padding: 0 4px; font: inherit; border: 1px solid var(--rule-strong, GrayText); border-radius: 3px; }
  @media (pointer: coarse) { .keys { display: none; } }
`);

/** @typedef {"next" | "previous" | "below" | "above" | "first" | "last"} Step */

/** Chosen words: from the word where choosing began to the one that it has reached. */
class Choice {
  #words;
  /** Of each word, the paragraph that it is in. @type {number[]} */
  #paragraphs = [];
  #anchor;
  #reached;

  /**
   * @param {ArticleText} text
   * @param {Span} span what is chosen at first
   */
  constructor(text, { start, end }) {
    this.#words = text.words();
    for (let n = 0, at = 0, paragraph = 0; n < this.#words.length; n += 1) {
      for (; at < this.#words[n].start; at += 1) if (text.text[at] === "\n") paragraph += 1;
      this.#paragraphs.push(paragraph);
    }
    this.#anchor = Math.max(this.#words.findIndex((word) => word.end > start), 0);
    this.#reached = Math.max(this.#words.findLastIndex((word) => word.start < end), this.#anchor);
  }

  /** @returns {Span} */
  get span() {
    const [first, last] = [Math.min(this.#anchor, this.#reached), Math.max(this.#anchor, this.#reached)];
    return { start: this.#words[first].start, end: this.#words[last].end };
  }

  /**
   * @param {Step} step up and down lead to the beginning of a paragraph, or add words as far as its ends
   * @param {boolean} isMore whether words are added to those that are chosen
   */
  go(step, isMore) {
    const all = this.#paragraphs;
    const first = all.indexOf(all[this.#reached]);
    const last = all.lastIndexOf(all[this.#reached]);
    const places = {
      next: this.#reached + 1,
      previous: this.#reached - 1,
      below: isMore && this.#reached < last ? last : isMore ? all.lastIndexOf(all[last + 1]) : last + 1,
      above: isMore && this.#reached > first ? first : all.indexOf(all[first - 1]),
      first,
      last,
    };
    this.#reached = Math.min(Math.max(places[step], 0), all.length - 1);
    if (!isMore) this.#anchor = this.#reached;
  }
}

/** @type {Record<string, Step>} */
const KEYS = { ArrowRight: "next", ArrowLeft: "previous", ArrowDown: "below", ArrowUp: "above", Home: "first", End: "last" };
/** @type {Record<string, string>} */
const MIRRORED = { ArrowRight: "ArrowLeft", ArrowLeft: "ArrowRight" };

/** @type {{ finish: (isChosen: boolean) => void } | null} */
let choosing = null;

/**
 * End choosing with what is chosen, if words are being chosen.
 *
 * @returns {boolean} whether they were
 */
export function finishChoosing() {
  const wasChoosing = choosing !== null;
  choosing?.finish(true);
  return wasChoosing;
}

/**
 * Let somebody choose words of the article.
 *
 * @param {Desk} desk
 * @param {ArticleText} text
 * @param {object} options
 * @param {string} options.title what they are chosen for
 * @param {Span | null} [options.at] what is chosen at first; else the first word in the window
 * @returns {Promise<Selection | null>} null if it was given up
 */
export function chooseWords({ words, announcer }, text, { title, at = null }) {
  choosing?.finish(false);
  if (!text.words().length) return Promise.resolve(null);
  const opener = focused();
  const root = surface("briefings-choosing", STYLE);
  let span = at ?? firstInWindow(text);
  /** @type {Choice | null} */
  let choice = null;
  const chosen = make("p", { className: "chosen", lang: text.article.lang, dir: text.article.dir });
  const help = make("p", { id: "keys", className: "keys soft" }, words.say("chooseKeys"));
  const bar = make("section",
    { className: "surface raised bar", role: "application", tabIndex: 0, "aria-labelledby": "title", "aria-describedby": "keys" },
    make("h2", { id: "title" }, title), help, chosen,
    make("p", { className: "row" },
      button(words.say("useWords"), () => choosing?.finish(true), { className: "chief" }),
      button(words.say("cancel"), () => choosing?.finish(false))));
  root.append(bar);

  /** @param {boolean} isSpoken */
  function show(isSpoken) {
    const range = text.rangeOf(span);
    const { quote } = text.selectionOf(span);
    chosen.textContent = quote;
    pointOut("choice", range);
    if (!isSpoken) return;
    const box = range.getBoundingClientRect();
    const top = lidOfPage();
    const bottom = bar.getBoundingClientRect().top;
    if (box.top < top || box.bottom > bottom) scrollBy({ top: box.top - top - (bottom - top) / 3, behavior: "instant" });
    announcer.speak(quote.length > SPOKEN ? `${quote.slice(0, SPOKEN / 2)} … ${quote.slice(-SPOKEN / 2)}` : quote);
  }

  const onSelection = () => {
    const selection = getSelection();
    if (!selection || selection.isCollapsed) return;
    const selected = text.spanOf(selection.getRangeAt(0));
    if (!selected) return;
    [span, choice] = [selected, null];
    show(false);
  };
  document.addEventListener("selectionchange", onSelection);

  return new Promise((resolve) => {
    choosing = {
      finish(isChosen) {
        document.removeEventListener("selectionchange", onSelection);
        pointOut("choice", null);
        root.host.remove();
        choosing = null;
        if (!isChosen && opener?.isConnected) opener.focus({ preventScroll: true });
        resolve(isChosen ? text.selectionOf(span) : null);
      },
    };
    root.addEventListener("keydown", (event) => {
      const { key, shiftKey, target } = /** @type {KeyboardEvent} */ (event);
      if (key === "Escape") choosing?.finish(false);
      else if (key === "Enter" && target === bar) choosing?.finish(true);
      else if (key in KEYS) {
        choice ??= new Choice(text, span);
        choice.go(KEYS[text.article.dir === "rtl" ? MIRRORED[key] ?? key : key], shiftKey);
        span = choice.span;
        getSelection()?.removeAllRanges();
        show(true);
      } else return;
      event.preventDefault();
      event.stopPropagation();
    });
    bar.focus({ preventScroll: true });
    show(true);
  });
}

/**
 * The first word that can be seen.
 *
 * @param {ArticleText} text
 * @returns {Span}
 */
function firstInWindow(text) {
  const all = text.words();
  const top = lidOfPage();
  let start = 0;
  for (const line of text.text.split("\n")) {
    const end = start + line.length;
    if (text.rangeOf({ start, end }).getBoundingClientRect().top >= top) {
      const word = all.find((one) => one.start >= start);
      if (word) return word;
    }
    start = end + 1;
  }
  return all[0];
}
