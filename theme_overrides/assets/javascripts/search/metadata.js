// Pagefind's metadata of a bundle, from what build/pagefind.py has kept of it: the pages, and the words at which the
// files of the index begin.

const HALF = 2 ** 0.5;
const LAST_LETTER = "\u{10FFFF}";

/**
 * @typedef {object} Metadata
 * @property {string} version - of Pagefind
 * @property {number} undated - pages without a day
 * @property {number[]} days - of the other pages: days since the day before, and number of pages, in turn
 * @property {string} lengths - of all pages, in half powers of two
 * @property {string} starts - first word of each file of the index, without what it shares with the word before
 * @property {string[]} fields - that are searched
 */

/**
 * The metadata as Pagefind reads it, in CBOR.
 * @param {Metadata} packed
 * @returns {Uint8Array}
 */
export function metadata({ version, undated, days, lengths, starts, fields }) {
  const ids = [...idsOf(undated, days)];
  const pages = ids.map((id, at) => [id, Math.round(HALF ** parseInt(lengths[at], 36))]);
  const words = [...wordsOf(starts)];
  const chunks = words.map((word, at) => [word, endBefore(words[at + 1]), at.toString(36)]);
  const bytes = [];
  encode([version, pages, chunks, [], [], fields], bytes);
  return new Uint8Array(bytes);
}

/** The names of fragments: days since 1970, and a number for each of a day. */
function* idsOf(undated, days) {
  for (let number = 0; number < undated; number += 1) yield `_.${number.toString(36)}`;
  let day = 0;
  for (let at = 0; at < days.length; at += 2) {
    day += days[at];
    for (let number = 0; number < days[at + 1]; number += 1) yield `${day.toString(36)}.${number.toString(36)}`;
  }
}

function* wordsOf(starts) {
  let before = "";
  for (const [shared, ...rest] of starts ? starts.split(" ") : []) {
    before = [...[...before].slice(0, parseInt(shared, 36)), ...rest].join("");
    yield before;
  }
}

/** A word behind all others that stand before a word and are not its beginning. */
function endBefore(word) {
  if (!word) return LAST_LETTER;
  const letters = [...word];
  const last = letters.pop().codePointAt(0) - 1;
  return letters.join("") + String.fromCodePoint(last) + LAST_LETTER;
}

/** Append a value in CBOR: https://www.rfc-editor.org/rfc/rfc8949. */
function encode(value, bytes) {
  const head = (major, number) => {
    if (number < 24) bytes.push(major | number);
    else if (number < 2 ** 8) bytes.push(major | 24, number);
    else if (number < 2 ** 16) bytes.push(major | 25, number >> 8, number & 255);
    else bytes.push(major | 26, number >>> 24, (number >> 16) & 255, (number >> 8) & 255, number & 255);
  };
  if (typeof value === "number") head(0x00, value);
  else if (typeof value === "string") {
    const text = new TextEncoder().encode(value);
    head(0x60, text.length);
    bytes.push(...text);
  } else {
    head(0x80, value.length);
    for (const one of value) encode(one, bytes);
  }
}
