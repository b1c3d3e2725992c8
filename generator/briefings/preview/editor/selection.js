// @ts-check
// The words of an article as its page shows them, without what editors added: from a range of the page to these words,
// and from words to their range.

/** @import { Selection } from "./types.d.ts" */

/** How many characters around the words tell where they are. */
const AROUND = 200;
const BLOCK = "p, h1, h2, h3, h4, h5, h6, li, dt, dd, td, th, caption, figcaption, pre, blockquote, div, article, body";

/** @typedef {{ node: Text, start: number, offsets: number[] }} Piece `offsets`: where each letter is in the node */
/** @typedef {{ start: number, end: number }} Span a part of the text */

/** The text of an article, with a line for each block, and the place of each letter on the page. */
export class ArticleText {
  text = "";
  /** @type {Piece[]} */
  #pieces = [];

  /**
   * @param {HTMLElement} article
   * @param {string} added selects what editors added to it
   */
  constructor(article, added) {
    this.article = article;
    const texts = document.createTreeWalker(article, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) => {
      if (!(node instanceof Element)) return NodeFilter.FILTER_ACCEPT;
      if (node.matches(added)) return NodeFilter.FILTER_REJECT;
      return node.localName === "br" ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP;
    });
    /** @type {Element | null | undefined} */
    let block;
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const own = node.parentElement?.closest(BLOCK);
      if (own !== block || !(node instanceof Text)) this.#endLine();
      block = own;
      if (node instanceof Text) this.#add(node);
    }
    this.#endLine();
    this.text = this.text.replace(/\n$/, "");
  }

  #endLine() {
    this.text = this.text.replace(/[ \n]+$/, "");
    if (this.text) this.text += "\n";
  }

  /** @param {Text} node */
  #add(node) {
    const offsets = [];
    const start = this.text.length;
    let added = "";
    for (let offset = 0; offset < node.length; offset += 1) {
      const letter = node.data[offset];
      const isSpace = /[ \t\n\r\f]/.test(letter);
      if (isSpace && /^$|[ \n]$/.test(added || this.text.slice(-1))) continue;
      added += isSpace ? " " : letter;
      offsets.push(offset);
    }
    this.text += added;
    if (added) this.#pieces.push({ node, start, offsets });
  }

  /**
   * The part of the text that is in a range, without spaces around it; null for none.
   *
   * @param {Range} range
   * @returns {Span | null}
   */
  spanOf(range) {
    let start = -1;
    let end = -1;
    for (const { node, start: first, offsets } of this.#pieces) {
      if (!range.intersectsNode(node)) continue;
      const from = node === range.startContainer ? range.startOffset : 0;
      const to = node === range.endContainer ? range.endOffset : node.length;
      const inside = offsets.flatMap((offset, number) => (from <= offset && offset < to ? [number] : []));
      if (!inside.length) continue;
      if (start < 0) start = first + inside[0];
      end = first + /** @type {number} */ (inside.at(-1)) + 1;
    }
    while (start < end && /\s/.test(this.text[start])) start += 1;
    while (start < end && /\s/.test(this.text[end - 1])) end -= 1;
    return start < end ? { start, end } : null;
  }

  /**
   * @param {Span} span
   * @returns {Range}
   */
  rangeOf({ start, end }) {
    const range = document.createRange();
    for (const { node, start: first, offsets } of this.#pieces) {
      if (first <= start && start < first + offsets.length) range.setStart(node, offsets[start - first]);
      if (first < end && end <= first + offsets.length) range.setEnd(node, offsets[end - first - 1] + 1);
    }
    return range;
  }

  /**
   * @param {Span} span
   * @returns {Selection}
   */
  selectionOf({ start, end }) {
    return {
      quote: this.text.slice(start, end),
      // Without the second half of a character.
      before: this.text.slice(Math.max(start - AROUND, 0), start).replace(/^[\uDC00-\uDFFF]/, ""),
      after: this.text.slice(end, end + AROUND).replace(/[\uD800-\uDBFF]$/, ""),
    };
  }

  /**
   * Find words again, also after the page has changed; null if they are gone or could be in several places.
   *
   * @param {Selection} selection
   * @returns {Span | null}
   */
  find({ quote, before, after }) {
    if (!quote) return null;
    /** @type {{ start: number, alike: number }[]} */
    const places = [];
    for (let start = this.text.indexOf(quote); start >= 0; start = this.text.indexOf(quote, start + 1)) {
      const end = start + quote.length;
      const alike =
        common(reversed(this.text.slice(Math.max(start - AROUND, 0), start)), reversed(before)) +
        common(this.text.slice(end, end + AROUND), after);
      places.push({ start, alike });
    }
    places.sort((one, other) => other.alike - one.alike);
    if (!places.length || places[0].alike === places[1]?.alike) return null;
    return { start: places[0].start, end: places[0].start + quote.length };
  }

  /** @returns {Span[]} the words, in order */
  words() {
    const segmenter = new Intl.Segmenter(this.article.lang || undefined, { granularity: "word" });
    return [...segmenter.segment(this.text)]
      .filter(({ isWordLike }) => isWordLike)
      .map(({ index, segment }) => ({ start: index, end: index + segment.length }));
  }
}

/** @param {string} text */
const reversed = (text) => [...text].reverse().join("");

/**
 * How many letters two texts have in common at their beginning.
 *
 * @param {string} one
 * @param {string} other
 */
function common(one, other) {
  let length = 0;
  while (length < Math.min(one.length, other.length) && one[length] === other[length]) length += 1;
  return length;
}

/**
 * What the theme calls added to an article, and the article of this page; null on pages without one.
 *
 * @returns {Promise<{ article: HTMLElement, added: string, tools: string } | null>} `tools`: the module of the toolbar
 *   beside a selection
 */
export async function articleOfPage() {
  const article = /** @type {HTMLElement | null} */ (document.querySelector(".article"));
  const script = /** @type {HTMLScriptElement | null} */ (document.querySelector("script[src$='/cite.js']"));
  if (!article || !script) return null;
  const tools = new URL("passage_tools.js", script.src).href;
  return { article, added: (await import(script.src)).ADDED, tools };
}
