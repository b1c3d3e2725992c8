// A search from the typed words to the pages found.

import { keyOf } from "./bundles.js";
import { corrected, match, mentioned, share } from "./names.js";
import { apart, parse, unquoted } from "./query.js";
import { combined, either, explained, spaced, withVerbatim } from "./ranking.js";
import { wordsOf } from "./words.js";

/**
 * @typedef {object} Site
 * @property {import("./bundles.js").Index} index
 * @property {import("./names.js").Names} names
 * @property {Set<string>} stop - stop words
 * @property {string} locale
 */

/**
 * @typedef {object} Answer
 * @property {import("./ranking.js").Found[]} explained - explainers and the owner's pages
 * @property {import("./ranking.js").Found[]} briefings
 * @property {string} instead - the words that were looked for in place of misspelt or quoted ones; empty if none were
 * @property {string[]} meant - the subjects that briefings were looked for by, because none has all the words
 * @property {boolean} isNear - whether explainers have most of the words, because none has all
 * @property {boolean} isPartial - whether no page has all words
 */

// So many words may be a title, a day or a quotation: texts that have them as they stand come first.
const QUOTATION = 3;
const MOST_NAMES = 8;
// Subjects that part of a name may mean.
const MOST_MEANT = 3;
const HALF = 0.5;

/**
 * What is known of a query from the names alone, which are there first.
 * @param {string} text
 * @param {Site} site
 */
export async function named(text, { index, names, stop }) {
  const query = parse(text, stop);
  const entries = index.explained < 0 ? [] : await names.near(query.words);
  return { query, entries, matches: match(entries, query) };
}

/**
 * @param {Awaited<ReturnType<typeof named>>} known
 * @param {Site} site
 * @returns {Promise<Answer>}
 */
export async function find({ query, entries, matches }, { index, names, stop, locale }) {
  const hitsOf = (terms) => Promise.all(terms.map((term) => index.hits(term)));
  const isExplained = ({ bundle }) => bundle === index.explained;
  const answer = (pages, more = {}) => ({
    explained: explained(matches, pages.filter(isExplained), entries, query.kept, index.explained),
    briefings: pages.filter((page) => !isExplained(page)),
    instead: "",
    meant: [],
    isNear: false,
    isPartial: false,
    ...more,
  });

  const hits = await hitsOf(query.terms);
  let exact = combined(hits);
  if (query.kept.length >= QUOTATION && exact.length > 0) {
    const isDense = query.kept.length === query.words.length;
    exact = withVerbatim(exact, isDense ? await index.phrase(query.words) : spaced(hits, query));
  }
  const read = new Set(exact.map(keyOf));
  // “Berlin process” asks for the Berlin conference, though only other explainers have both words in their text.
  const weights = rarity(query, hits);
  const called = new Set(entries.filter((entry) => share(entry, query.kept, weights) >= HALF).map(({ id }) => id));
  const missing = combined(hits, 1).filter((page) => isExplained(page) && called.has(page.id) && !read.has(keyOf(page)));
  if (exact.some((page) => !isExplained(page))) {
    const found = answer([...exact, ...missing], { isNear: missing.length > 0 && matches.length === 0 && !exact.some(isExplained) });
    if (found.explained.length > 0) return found;
    const near = combined(hits, Math.floor(hits.length / 2) + 1).filter(isExplained);
    return answer([...exact, ...near], { isNear: near.length > 0 });
  }

  const other = async (instead) => {
    const site = { index, names, stop, locale };
    const found = await find(await named(instead, site), site);
    return { ...found, instead: found.instead || instead };
  };
  const clear = matches.filter(({ isSlip }) => !isSlip);
  // A quotation that stands nowhere, and is no name.
  const isLost = ({ words, isQuoted }, at) => isQuoted && hits[at].length === 0
    && !clear.some(({ name }) => wordsOf(name).join(" ") === words.join(" "));
  if (query.terms.some(isLost)) return other(unquoted(query.text));

  const likely = [...matches.map(({ name }) => name), ...entries.flatMap((entry) => entry.names.map(({ text }) => text))];
  const better = await Promise.all(query.terms.map((term, at) => (hits[at].length === 0 ? spelt(term, likely, names) : term)));
  if (better.some((term, at) => term !== query.terms[at])) {
    return other(better.map(({ text }) => text).join(" "));
  }

  const inText = ({ id }) => read.has(keyOf({ bundle: index.explained, id }));
  const subjects = [
    mentioned(clear),
    few(clear),
    few(telling(entries, query.kept).filter(inText).map((entry) => ({ entry }))),
  ].find((some) => some.length > 0) ?? [];
  if (subjects.length > 0) {
    const speakingOf = combined(await Promise.all(subjects.map(async ({ entry }) => either(await hitsOf(termsOf(entry))))));
    const briefings = speakingOf.filter((page) => !isExplained(page));
    return answer([...exact, ...missing, ...briefings], { meant: briefings.length > 0 ? subjects.map(({ entry }) => entry.title) : [] });
  }
  if (exact.length > 0) return answer([...exact, ...missing]);

  const pieces = await hitsOf(apart(query, stop, locale));
  const all = combined(pieces);
  return all.length > 0 ? answer(all) : answer(combined(pieces, 1), { isPartial: true });
}

/** Subjects that a query may mean, if they are few. */
const few = (some) => (some.length <= MOST_MEANT ? some : []);

/** The entries that have the word of a query which the fewest have in a name: “1973” of “S/RES/1973”. */
function telling(entries, kept) {
  const having = kept.map((word) => entries.filter((entry) => share(entry, [word]) > 0)).filter(({ length }) => length > 0);
  return having.sort((a, b) => a.length - b.length)[0] ?? [];
}

/** How much each word of a query says: the more, the fewer pages have it. */
const rarity = ({ terms }, hits) => new Map(terms.flatMap(({ words }, at) =>
  words.map((word) => [word, 1 / Math.log2(2 + hits[at].length)])));

/** Terms for all names of a subject, its title first. */
const termsOf = ({ names }) => [...new Map(names.map(({ text, words }) => [words.join(" "), { text, words }])).values()].slice(0, MOST_NAMES);

/** A term with words of names in place of those that are a slip or two away from them. */
async function spelt(term, likely, names) {
  const words = await Promise.all(term.words.map(async (word) => {
    const [first, second = "", ...rest] = word;
    const entries = await names.near([word, [second, first, ...rest].join(""), [first, ...rest].join("")]);
    const all = [...likely, ...entries.flatMap((entry) => entry.names.map(({ text }) => text))];
    return corrected(all.map((text) => ({ text, words: wordsOf(text) })), word);
  }));
  if (!words.some(Boolean)) return term;
  return {
    words: words.map((better, at) => better?.word ?? term.words[at]),
    text: words.map((better, at) => better?.text ?? term.words[at]).join(" "),
  };
}
