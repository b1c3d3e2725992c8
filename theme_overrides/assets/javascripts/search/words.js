// The words of a text as the search index has them. generator/briefings/text/search_words.py has the same rules,
// and says why; a test compares the two.

const UNSPACED = "\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}ー\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}";
const SIGN = "[\\p{Sc}\\p{Sm}\\p{So}&%‰#@§]";
const WORD = new RegExp(
  `(?<sign>${SIGN})|[${UNSPACED}]\\p{M}*|\\p{N}+`
  + `|(?:(?![${UNSPACED}])\\p{L})(?:(?![${UNSPACED}])[\\p{L}\\p{M}\\p{Cf}])*`,
  "gu",
);
const HAS_UNSPACED = new RegExp(`[${UNSPACED}]`, "u");
const FIRST_SIGN = 0x17000;
const SIGNS = 6136;
const LETTERS = {
  ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ħ: "h", ı: "i", ł: "l",
  ŋ: "n", þ: "th", ŧ: "t", ə: "e", ɛ: "e", ɔ: "o", ɓ: "b", ɗ: "d", ƙ: "k",
  ς: "σ", ґ: "г",
  ی: "ي", ى: "ي", ک: "ك", ـ: "",
};

/** The value of a decimal figure of any script: Unicode has the ten of each in a row. */
function figure(letter) {
  let at = letter.codePointAt(0);
  let value = 0;
  while (value < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(--at))) value += 1;
  return String(value);
}

/**
 * A word without capitals, accents and other marks, in ASCII figures.
 * @param {string} word
 * @param {boolean} [isSign]
 * @returns {string}
 */
function folded(word, isSign = false) {
  let made = "";
  for (const letter of word.normalize("NFKD").toLowerCase()) {
    if (/\p{Nd}/u.test(letter)) made += letter < "\x80" ? letter : figure(letter);
    else if (/[\p{L}\p{N}]/u.test(letter)) made += LETTERS[letter] ?? letter;
    else if (isSign && !/\p{M}/u.test(letter)) made += String.fromCodePoint(FIRST_SIGN + (letter.codePointAt(0) % SIGNS));
  }
  return made.normalize("NFC");
}

/**
 * The words of a text, in order.
 * @param {string} text
 * @returns {string[]}
 */
export function wordsOf(text) {
  const found = [];
  for (const match of text.replaceAll("\u200B", "").matchAll(WORD)) {
    const word = folded(match[0], match.groups.sign !== undefined);
    if (word) found.push(word);
  }
  return found;
}

/**
 * Whether a text has letters of a script without spaces between words.
 * @param {string} text
 * @returns {boolean}
 */
export const isUnspaced = (text) => HAS_UNSPACED.test(text);

/**
 * The number of slips of the fingers between two words: letters too many, too few, wrong, or two neighbours
 * swapped (the optimal string alignment distance).
 * @param {string} one
 * @param {string} other
 * @param {number} most - a larger number is not counted further
 * @returns {number}
 */
export function slips(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row];
    for (let at = 1; at <= other.length; at += 1) {
      const replaced = last[at - 1] + (one[row - 1] === other[at - 1] ? 0 : 1);
      next[at] = Math.min(replaced, last[at] + 1, next[at - 1] + 1);
      if (row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1]) {
        next[at] = Math.min(next[at], before[at - 2] + 1);
      }
    }
    if (Math.min(...next) > most) return most + 1;
    [before, last] = [last, next];
  }
  return Math.min(last[other.length], most + 1);
}
