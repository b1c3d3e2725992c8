// A query, taken apart: which words a page must have, and which are left out.

import { isUnspaced, wordsOf } from "./words.js";

/**
 * What a page must have: words that stand next to each other, in this order.
 * @typedef {object} Term
 * @property {string[]} words - as the index has them
 * @property {string} text - as it was typed
 * @property {number} [at] - position of the first word in the query
 * @property {boolean} [isQuoted] - whether it stands between quotation marks
 */

/**
 * @typedef {object} Query
 * @property {string} text - as it was typed
 * @property {string[]} words - all its words
 * @property {string[]} kept - its words without stop words
 * @property {Term[]} terms - what a page must have
 */

// What stands between quotation marks of any kind stays together.
const PIECES = /"([^"]+)"|[“”„«»「『]([^“”„«»「」『』]+)[”“«»」』]|\S+/gu;
const CAPITALS = /^\p{Lu}[\p{Lu}\p{N}]+$/u;
const APOSTROPHE = /['’ʼ]/u;
const CAPITAL = /^\p{Lu}/u;

/**
 * Take a query apart. Stop words are left out, but not all words of a query, and not an abbreviation such as
 * “WHO” where other words have small letters.
 * @param {string} text
 * @param {Set<string>} stop - stop words as the index has them
 * @returns {Query}
 */
export function parse(text, stop) {
  const shouts = text === text.toUpperCase();
  const terms = [];
  const needless = [];
  let at = 0;
  for (const [piece, straight, curly] of text.matchAll(PIECES)) {
    const quoted = straight ?? curly;
    const meant = quoted ?? withoutElisions(piece, stop);
    const words = wordsOf(meant);
    const all = wordsOf(piece);
    const start = at;
    at += all.length;
    if (words.length === 0) continue;
    const bare = meant.replace(/[\p{P}\p{S}]/gu, "");
    const isStop = !quoted && !(CAPITALS.test(bare) && !shouts)
      && (stop.has(all.join(" ")) || words.every((word) => stop.has(word)));
    (isStop ? needless : terms).push({ words, text: meant, at: start + all.indexOf(words[0]), isQuoted: quoted !== undefined });
  }
  const kept = terms.length > 0 ? terms : needless;
  return {
    text,
    words: wordsOf(text),
    kept: kept.flatMap(({ words }) => words),
    terms: distinct(kept),
  };
}

/**
 * A piece of a query without stop words beside apostrophes: “Libya” of “Libya’s”, “OTAN” of “l’OTAN”. One with a
 * capital at the beginning is a part of a name, as in “O’Brien”.
 */
function withoutElisions(piece, stop) {
  const kept = piece.split(APOSTROPHE).filter((part, at) => {
    const words = wordsOf(part);
    return words.length === 0 || !words.every((word) => stop.has(word)) || (at === 0 && CAPITAL.test(part));
  }).join("’");
  return wordsOf(kept).length > 0 ? kept : piece;
}

/** A query without its quotation marks. */
export const unquoted = (text) => text.replace(PIECES, (piece, straight, curly) => straight ?? curly ?? piece);

/**
 * The terms of a query with every word apart, for a search that finds no page with all terms. Where a script
 * has no spaces, words are what `Intl.Segmenter` takes for words, but for single letters.
 * @param {Query} query
 * @param {Set<string>} stop
 * @param {string} locale
 * @returns {Term[]}
 */
export function apart({ terms }, stop, locale) {
  const pieces = terms.flatMap((term) => (isUnspaced(term.text) && Intl.Segmenter
    ? [...new Intl.Segmenter(locale, { granularity: "word" }).segment(term.text)]
      .filter(({ isWordLike }) => isWordLike)
      .map(({ segment }) => ({ words: wordsOf(segment), text: segment }))
      .filter(({ words, text }) => words.length > Number(isUnspaced(text)) && !stop.has(words.join(" ")))
    : [term]));
  return distinct(pieces.length > 0 ? pieces : terms);
}

function distinct(terms) {
  const seen = new Set();
  return terms.filter(({ words }) => {
    const key = words.join(" ");
    return !seen.has(key) && seen.add(key);
  });
}
