// @ts-check
// Where the editing script shows something: in shadow roots of its own, so that the page stays as it is published.

import { button, make } from "./dom.js";

/** @import { Words } from "./words.js" */

/** Wide enough for a margin beside the text, as in the theme. */
export const WIDE = "screen and (min-width: 76.25em)";
const SPOKEN_AFTER = 100;
/** How long a message stays, also on the next pages. */
export const SHOWN_FOR = 20_000;

/**
 * A stylesheet that no policy for inline styles concerns.
 *
 * @param {string} rules
 */
export function sheet(rules) {
  const made = new CSSStyleSheet();
  made.replaceSync(rules);
  return made;
}

/** What all surfaces look like. The colours and fonts are those of the theme. */
export const BASE = sheet(`
  :host { all: initial; color-scheme: inherit; }
  :host([hidden]) { display: none; }
  *, ::before, ::after { box-sizing: border-box; }
  [hidden] { display: none !important; }
  .surface {
    font: var(--small, 0.8rem)/1.45 var(--sans, sans-serif);
    color: var(--ink, CanvasText);
    accent-color: var(--accent, AccentColor);
    --target: 32px;
  }
  @media (pointer: coarse) { .surface { --target: 44px; } }
  .raised {
    background: var(--paper-raised, Canvas);
    border: 1px solid var(--rule-strong, GrayText);
    border-radius: 3px;
    box-shadow: 0 4px 18px var(--shadow, rgb(0 0 0 / 30%));
  }
  h2, h3, p, ul, ol, dl, dd, fieldset, pre, blockquote { margin: 0; padding: 0; border: 0; }
  ul, ol { list-style: none; }
  h2, h3, legend, label { font: inherit; font-weight: 600; }
  p, li, dd, blockquote { overflow-wrap: anywhere; }
  a { color: var(--accent, LinkText); }
  code, pre { font: 0.92em/1.45 ui-monospace, Menlo, Consolas, monospace; }
  .soft { color: var(--ink-soft, CanvasText); }
  .error { color: var(--note-correction, CanvasText); }
  .warning { color: var(--note-disputed, CanvasText); }
  button, input, textarea, select { font: inherit; color: inherit; }
  button {
    min-height: var(--target); padding: 3px 12px; background: none; cursor: pointer;
    border: 1px solid var(--rule-strong, GrayText); border-radius: 3px;
  }
  button:hover { background: var(--paper-sunk, Canvas); }
  button.plain { border-color: transparent; }
  button.chief { color: var(--paper-raised, Canvas); background: var(--accent, AccentColor); border-color: transparent; }
  button.chief:hover { background: var(--ink, CanvasText); }
  button[aria-disabled="true"] { cursor: default; opacity: 0.6; }
  input:not([type="radio"], [type="checkbox"]), textarea, select {
    width: 100%; min-height: var(--target); padding: 4px 8px; background: var(--paper, Field);
    border: 1px solid var(--rule-strong, GrayText); border-radius: 3px;
  }
  textarea { min-height: 6.5em; resize: vertical; }
  :focus-visible { outline: 2px solid var(--accent, Highlight); outline-offset: 2px; }
  .row { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; }
  .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  summary { min-height: var(--target); padding-block: 4px; cursor: pointer; }
  @media print { :host { display: none; } }
`);

/**
 * Add an element with a shadow root to the page.
 *
 * @param {string} name of the element; it has a hyphen
 * @param {CSSStyleSheet} [style]
 * @returns {ShadowRoot}
 */
export function surface(name, style) {
  const root = document.createElement(name).attachShadow({ mode: "open" });
  root.adoptedStyleSheets = style ? [BASE, style] : [BASE];
  // What is typed here is no shortcut of the page, which cannot see the field.
  root.addEventListener("keydown", (event) => {
    const pressed = /** @type {KeyboardEvent} */ (event);
    const { key, ctrlKey, metaKey, altKey } = pressed;
    if (key.length === 1 && !ctrlKey && !metaKey && !altKey && isTyping(pressed)) event.stopPropagation();
  });
  document.body.append(root.host);
  return root;
}

/**
 * The element that has focus, also within shadow roots.
 *
 * @returns {HTMLElement | null}
 */
export function focused() {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element instanceof HTMLElement && element !== document.body ? element : null;
}

/** Where the part of the window begins that the head of the page does not cover. */
export const lidOfPage = () => Math.max(document.querySelector(".masthead")?.getBoundingClientRect().bottom ?? 0, 0);

/**
 * Whether a key goes into a field, also within shadow roots.
 *
 * @param {KeyboardEvent} event
 */
export function isTyping(event) {
  const [target] = event.composedPath();
  return target instanceof Element && target.matches("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");
}

const DOCK = sheet(`
  .dock { z-index: 1000; display: flex; flex-direction: column; }
  .dock > .head {
    display: flex; align-items: center; justify-content: space-between; gap: 8px;
    padding-block: 6px; padding-inline: 16px 8px; border-bottom: 1px solid var(--rule, GrayText);
  }
  .dock > .body { min-height: 0; padding: 12px 16px 16px; overflow: auto; overscroll-behavior: contain; }
  .dock { position: fixed; inset: auto 0 0; max-height: min(70vh, 36rem); border-radius: 8px 8px 0 0; border-width: 1px 0 0; }
  @media (min-width: 45em) {
    .dock { inset-inline: auto 16px; width: min(26rem, 100vw - 32px); border-width: 1px 1px 0; }
  }
  @media ${WIDE} {
    .dock.beside {
      position: absolute; inset: var(--top) auto auto var(--left); width: var(--width); max-height: calc(100vh - var(--lid) - 32px);
      border-width: 1px; border-radius: 3px;
    }
  }
`);

/**
 * A form or a list of its own: in the margin beside words of the article where there is one, else at the foot of the
 * window. The page stays in use. Escape closes it, and focus goes back to where it was.
 */
export class Dock {
  /** @type {HTMLElement | null} */
  #opener = null;
  #follow = () => this.#place();

  /**
   * @param {Words} words
   * @param {object} options
   * @param {string} options.name of the element
   * @param {string} options.title
   * @param {CSSStyleSheet} [options.style]
   * @param {() => DOMRect | null} [options.beside] where the words are in the window
   * @param {() => void} [options.closed] is called after it has closed
   */
  constructor(words, { name, title, style, beside, closed }) {
    this.root = surface(name, style);
    this.root.adoptedStyleSheets.push(DOCK);
    this.heading = make("h2", { id: "title" }, title);
    this.body = make("div", { className: "body" });
    const close = button(words.say("close"), () => this.close(), { className: "plain" });
    const frame = make("section", { className: "surface raised dock", role: "dialog", "aria-labelledby": "title" },
      make("div", { className: "head" }, this.heading, close), this.body);
    frame.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.stopPropagation();
      this.close();
    });
    this.frame = frame;
    this.beside = beside;
    this.closed = closed;
    this.root.append(frame);
  }

  /** @param {HTMLElement} [first] what gets focus */
  open(first = this.heading) {
    this.#opener = focused();
    if (first === this.heading) first.tabIndex = -1;
    addEventListener("resize", this.#follow);
    this.#place();
    first.focus({ preventScroll: true });
    this.reveal();
  }

  close() {
    const hadFocus = this.root.activeElement !== null;
    removeEventListener("resize", this.#follow);
    this.root.host.remove();
    if (hadFocus && this.#opener?.isConnected) this.#opener.focus({ preventScroll: true });
    this.closed?.();
  }

  /** Stand in the margin at the height of the words. */
  #place() {
    const words = this.beside?.();
    this.frame.classList.toggle("beside", Boolean(words));
    const article = document.querySelector(".article, main .prose")?.getBoundingClientRect();
    if (!words || !article) return;
    const gap = 24;
    const isLeft = document.documentElement.dir === "rtl";
    const room = (isLeft ? article.left : document.documentElement.clientWidth - article.right) - gap - 12;
    const width = Math.min(Math.max(room, 300), 420);
    const left = isLeft ? Math.max(article.left - gap - width, 8)
      : Math.min(article.right + gap, document.documentElement.clientWidth - 8 - width);
    const lid = lidOfPage();
    for (const [name, value] of Object.entries({ top: words.top + scrollY, left: left + scrollX, width, lid })) {
      this.frame.style.setProperty(`--${name}`, `${value}px`);
    }
  }

  /** Scroll so far that both the words and the form can be seen, also after the form has grown. */
  reveal() {
    this.#place();
    const words = this.beside?.();
    if (!words) return;
    const frame = this.frame.getBoundingClientRect();
    const isAtFoot = getComputedStyle(this.frame).position === "fixed";
    const bottom = isAtFoot ? frame.top : innerHeight;
    const top = lidOfPage() + 16;
    const lowest = isAtFoot ? words.bottom + 16 : frame.bottom + 16;
    if (words.top < top) scrollBy({ top: words.top - top });
    else if (lowest > bottom) scrollBy({ top: Math.min(lowest - bottom, words.top - top) });
  }
}

const TOAST = sheet(`
  .toasts {
    position: fixed; z-index: 1001; inset-block: auto 16px; inset-inline: auto 16px; max-width: min(34rem, 100vw - 32px);
    display: grid; justify-items: end; gap: 8px;
  }
  .toast { padding-block: 6px; padding-inline: 16px 6px; }
  .toast > .said { flex: 1 1 12rem; }
  /* At the foot of a small window stand the buttons of forms. */
  @media (max-width: 45em) { .toasts { inset-block: 64px auto; inset-inline: 16px; justify-items: stretch; } }
`);

/** A line that says something until it is closed, or for some time. */
class Toast {
  shown = make("div", { className: "surface raised toast row", role: "region", hidden: true });
  #ending = 0;

  constructor() {
    const stay = () => clearTimeout(this.#ending);
    for (const event of ["pointerenter", "focusin"]) this.shown.addEventListener(event, stay);
    this.shown.addEventListener("keydown", (event) => { if (event.key === "Escape") this.hide(); });
  }

  /** @param {HTMLElement[]} inside @param {boolean} isLasting */
  show(inside, isLasting) {
    this.shown.replaceChildren(...inside);
    this.shown.setAttribute("aria-label", inside[0].textContent ?? "");
    this.shown.hidden = false;
    clearTimeout(this.#ending);
    if (!isLasting) this.#ending = setTimeout(() => this.hide(), SHOWN_FOR);
  }

  hide() {
    clearTimeout(this.#ending);
    this.shown.hidden = true;
  }
}

/**
 * Says what has happened: to screen readers, and in a line with what can be done about it. What lasts has a line of its
 * own: it must not take away an offer to undo what was just written, nor be taken away by it.
 */
export class Announcer {
  #words;
  #spoken = make("p", { className: "unseen", role: "status" });
  #lasting = new Toast();
  #passing = new Toast();

  /** @param {Words} words */
  constructor(words) {
    this.#words = words;
    const both = make("div", { className: "toasts" }, this.#lasting.shown, this.#passing.shown);
    surface("briefings-announcements", TOAST).append(this.#spoken, both);
  }

  /**
   * Tell screen readers something that others see.
   *
   * @param {string} text
   */
  speak(text) {
    // The same words are said again only if they come back.
    this.#spoken.textContent = "";
    setTimeout(() => { this.#spoken.textContent = text; }, SPOKEN_AFTER);
  }

  /**
   * Tell everybody something, and offer something to do.
   *
   * @param {string | HTMLElement} said
   * @param {{ label: string, act: () => void, lasting?: boolean }} [offer] `lasting`: until it is closed
   */
  show(said, offer) {
    const inside = typeof said === "string" ? make("p", {}, said) : said;
    inside.classList.add("said");
    const isLasting = offer?.lasting ?? false;
    const toast = isLasting ? this.#lasting : this.#passing;
    const close = button(this.#words.say("close"), () => toast.hide(), { className: "plain" });
    const act = offer && button(offer.label, () => { toast.hide(); offer.act(); });
    toast.show([inside, ...(act ? [act] : []), close], isLasting);
    this.speak(inside.textContent ?? "");
  }

  hide() {
    this.#lasting.hide();
    this.#passing.hide();
  }
}

/**
 * Point words of the page out; the page itself is not changed.
 *
 * @param {string} name what they are pointed out for
 * @param {Range | null} range null to end it
 */
export function pointOut(name, range) {
  if (!globalThis.CSS?.highlights) return;
  if (range) CSS.highlights.set(`preview-${name}`, new Highlight(range));
  else CSS.highlights.delete(`preview-${name}`);
}

document.adoptedStyleSheets.push(sheet(`
  ::highlight(preview-note), ::highlight(preview-choice) { color: var(--ink); background-color: var(--marker); }
`));
