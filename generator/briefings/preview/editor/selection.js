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
  /** @type {Piece[]} */
  #pieces = [];
  /** @type {Span[] | undefined} */
  #words;

  /**
   * @param {HTMLElement} article
   * @param {string} added selects what editors added to it
   */
  constructor(article, added) {
    this.article = article;
    const nodes = document.createTreeWalker(article, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) => {
      if (!(node instanceof Element)) return NodeFilter.FILTER_ACCEPT;
      if (node.matches(added)) return NodeFilter.FILTER_REJECT;
      return node.localName === "br" ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP;
    });
    /** @type {string[]} */
    const texts = [];
    let length = 0;
    let last = "\n";
    /** @type {Element | null | undefined} */
    let block = null;
    for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
      const own = node.parentElement?.closest(BLOCK);
      if ((own !== block || !(node instanceof Text)) && last !== "\n") {
        // A space at the end of a line is not shown.
        if (last === " ") texts[texts.length - 1] = `${texts[texts.length - 1].slice(0, -1)}\n`;
        else {
          texts.push("\n");
          length += 1;
        }
        last = "\n";
      }
      block = own;
      if (!(node instanceof Text)) continue;
      const { text, offsets } = lettersOf(node.data, last);
      if (!text) continue;
      this.#pieces.push({ node, start: length, offsets });
      texts.push(text);
      length += text.length;
      last = text[text.length - 1];
    }
    this.text = texts.join("").trimEnd();
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
    return this.#words ??= [...segmenter.segment(this.text)]
      .filter(({ isWordLike }) => isWordLike)
      .map(({ index, segment }) => ({ start: index, end: index + segment.length }));
  }
}

/**
 * The letters of a text as a page shows them, with one space for each run of them, and where each is in the text.
 *
 * @param {string} data
 * @param {string} before the letter before the text
 */
function lettersOf(data, before) {
  const offsets = [];
  let text = "";
  let last = before;
  for (let offset = 0; offset < data.length; offset += 1) {
    const letter = /[ \t\n\r\f]/.test(data[offset]) ? " " : data[offset];
    if (letter === " " && (last === " " || last === "\n")) continue;
    text += letter;
    offsets.push(offset);
    last = letter;
  }
  return { text, offsets };
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
