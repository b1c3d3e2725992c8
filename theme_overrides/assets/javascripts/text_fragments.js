// The address of a passage: a text directive, which browsers scroll to and highlight.
// https://wicg.github.io/scroll-to-text-fragment/
//
// A browser looks through the text of the page, block by block and without regard to case and accents, for whole
// words. What editors added stands in that text too, but never in a directive: it changes, and it can be hidden.

/** A longer passage is named by its first and last words. */
const LONG = 80;
/** Words that a directive begins or ends with, where fewer do not stand alone. */
const FEW = 3;
const UNSEEN = "script, style, template, noscript, [hidden]";
/** Elements of lines, also where they are hidden. */
const INLINE = "a, sup, mark";

/** Letters as a browser compares them. */
const folded = (text) =>
  text
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}]/gu, "")
    .replace(/[‘’‚‛′]/g, "'")
    .replace(/[“”„‟″«»]/g, '"')
    .toUpperCase();

const squeezed = (text) => text.replace(/\s+/g, " ");

/** The text of the page with a line for each block, where each node begins in it, and what editors added. */
function readPage(added) {
  const nodes = new Map();
  const additions = [];
  let text = "";
  const visit = (node, isAdded) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const found = squeezed(node.data);
      const start = text.length;
      const isAfterSpace = /\s$/.test(text);
      text += isAfterSpace ? found.trimStart() : found;
      nodes.set(node, { start, isAfterSpace, isAdded });
      if (isAdded) additions.push([start, text.length]);
    } else if (node.nodeType === Node.ELEMENT_NODE && !node.matches(UNSEEN)) {
      const isInline = node.matches(INLINE) || getComputedStyle(node).display === "inline";
      if (!isInline) text += "\n";
      for (const child of node.childNodes) visit(child, isAdded || node.matches(added));
      if (!isInline) text += "\n";
    }
  };
  visit(document.body, false);
  return { text, nodes, additions };
}

/** Where the article's own letters of a range begin and end in the text of the page. */
function boundsOf(range, article, nodes) {
  const bounds = [];
  for (const [node, { start, isAfterSpace, isAdded }] of nodes) {
    if (isAdded || !article.contains(node) || !range.intersectsNode(node)) continue;
    const from = node === range.startContainer ? range.startOffset : 0;
    const to = node === range.endContainer ? range.endOffset : node.length;
    if (!node.data.slice(from, to).trim()) continue;
    const at = (offset) => {
      const before = squeezed(node.data.slice(0, offset));
      return start + (isAfterSpace ? before.trimStart() : before).length;
    };
    bounds.push(at(from), at(to));
  }
  return [bounds[0], bounds.at(-1)];
}

/** The words of the lines between two places, each with its line and whether it is the article's alone. */
function wordsBetween(from, to, { text, additions }, lang) {
  const first = text.lastIndexOf("\n", from) + 1;
  const last = text.indexOf("\n", to);
  const segmenter = new Intl.Segmenter(lang || undefined, { granularity: "word" });
  const words = [];
  let at = first;
  for (const line of text.slice(first, last).split("\n")) {
    for (const { index, segment, isWordLike } of segmenter.segment(line)) {
      const [start, end] = [at + index, at + index + segment.length];
      const isAdded = additions.some(([a, b]) => a <= start && end <= b);
      const isOwn = !additions.some(([a, b]) => a < end && start < b);
      if (isWordLike && !isAdded) words.push({ start, end, line: at, isOwn });
    }
    at += line.length + 1;
  }
  return words;
}

/** A part of a directive: commas, hyphens and ampersands have a meaning there, and brackets end an address in prose. */
const encoded = (text) =>
  encodeURIComponent(text).replace(/[-!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * The text directive for a range of an article; empty if no words of it lead there.
 *
 * @param {Range} range
 * @param {Element} article
 * @param {string} added selects what editors added to the article
 */
export function directiveOf(range, article, added) {
  if (!Intl.Segmenter) return "";
  const page = readPage(added);
  const { text, additions } = page;
  const [from, to] = boundsOf(range, article, page.nodes);
  if (from === undefined) return "";
  const words = wordsBetween(from, to, page, article.lang);

  const isOwn = (start, end) => !additions.some(([a, b]) => a < end && start < b);

  /** Whether a browser finds this part of the text before any other that reads the same, from a place on. */
  const isFound = (start, end, since = 0) =>
    folded(text.slice(since)).indexOf(folded(text.slice(start, end))) === folded(text.slice(since, start)).length;

  /** A word and those that follow it in a direction and in its line, with nothing added in between. */
  function run(number, step) {
    const found = [words[number]];
    for (let next = words[number + step]; next?.isOwn && next.line === found[0].line;) {
      const [one, other] = step > 0 ? [found.at(-1), next] : [next, found.at(-1)];
      if (!isOwn(one.end, other.start)) break;
      found.push(next);
      next = words[words.indexOf(next) + step];
    }
    return found;
  }

  /** The number of the first word of the article alone, from a word on in its line; -1 for none. */
  function own(number, step) {
    let next = number;
    while (words[next]?.line === words[number].line && !words[next].isOwn) next += step;
    return words[next]?.line === words[number].line ? next : -1;
  }

  /** The directive of words in one line, with as many of the words around them as it takes to be found. */
  function inContext(start, end, before, after) {
    const phrase = encoded(text.slice(start, end));
    if (isFound(start, end)) return `text=${phrase}`;
    const preceding = before.find((word) => isFound(word.start, end));
    if (preceding) return `text=${encoded(text.slice(preceding.start, start).trim())}-,${phrase}`;
    const following = after.find((word) => isFound(start, word.end));
    if (following) return `text=${phrase},-${encoded(text.slice(end, following.end).trim())}`;
    return "";
  }

  /** The first word of a run with which enough words are found. */
  const enough = (words, isFoundWith) =>
    words.find((word, n) => n >= Math.min(FEW, words.length) - 1 && isFoundWith(word));

  const isInside = ({ start, end }) => start < to && end > from;
  let first = words.findIndex(isInside);
  let last = words.findLastIndex(isInside);
  if (first < 0) return "";
  // Together with the number of a note a word is another word: the passage begins or ends with the one beside it.
  const [before, after] = [own(first, -1), own(last, 1)];
  first = before < 0 ? own(first, 1) : before;
  last = after < 0 ? own(last, -1) : after;
  if (first < 0 || last < first) return "";

  const [start, end] = [words[first].start, words[last].end];
  const isOneLine = words[first].line === words[last].line;
  if (isOneLine && isOwn(start, end) && (end - start <= LONG || first === last)) {
    return inContext(start, end, run(first, -1).slice(1), run(last, 1).slice(1));
  }
  const openings = run(first, 1).filter((word) => word.end <= words[last].start);
  const opening = enough(openings, (word) => isFound(start, word.end));
  const opened = (opening ?? openings.at(-1)).end;
  const closings = run(last, -1).filter((word) => word.start >= opened);
  const closing = enough(closings, (word) => isFound(word.start, end, opened));
  const directive = inContext(start, opened, run(first, -1).slice(1), []);
  return directive && closing ? `${directive},${encoded(text.slice(closing.start, end))}` : "";
}
