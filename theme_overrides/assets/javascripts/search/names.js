// The names of explainers, dossiers and the owner's pages: which a query means, and which are suggested while one is
// typed. build/names.py makes the files.

import { slips, wordsOf } from "./words.js";

/**
 * @typedef {object} Named
 * @property {string} id - of its fragment
 * @property {string} url
 * @property {string} title
 * @property {{text: string, words: string[], isForm: boolean}[]} names - the title first, inflections last
 * @property {string} kind - of page; empty for an explainer
 */

// A shorter word is too often another word.
const LEAST_FOR_SLIPS = 4;
const LEAST_FOR_TWO = 5;

/** @returns {Named} */
const named = ([id, url, title, also, kind, forms]) => ({
  id, url, title, kind,
  names: [title, ...also, ...forms].map((text, at) => ({ text, words: wordsOf(text), isForm: at > also.length })),
});

export class Names {
  #index;
  #load;
  #loaded = new Map();

  /**
   * @param {(path: string) => Promise<any>} load - loads a file of the bundle
   */
  constructor(load) {
    this.#load = load;
  }

  /**
   * The entries that may have a word that begins with one of these.
   * @param {string[]} words
   * @returns {Promise<Named[]>}
   */
  async near(words) {
    this.#index ??= this.#load("names.packed").catch((error) => {
      this.#index = undefined;
      throw error;
    });
    const { from, entries } = await this.#index;
    if (entries) return this.#once("", async () => entries);
    const shards = new Set(words.flatMap((word) => shardsOf(from, word)));
    const all = await Promise.all([...shards].map((shard) => this.#once(shard, () => this.#load(`names/${shard}.packed`))));
    return [...new Map(all.flat().map((entry) => [entry.id, entry])).values()];
  }

  #once(key, load) {
    if (!this.#loaded.has(key)) {
      this.#loaded.set(key, load().then((entries) => entries.map(named)).catch((error) => {
        this.#loaded.delete(key);
        throw error;
      }));
    }
    return this.#loaded.get(key);
  }
}

/** The files with words that begin like this one: two at most, because one letter begins too many. */
function shardsOf(from, word) {
  const start = word.slice(0, 3);
  const first = from.findLastIndex((beginning) => beginning <= start);
  const last = from.findLastIndex((beginning) => beginning <= `${start}\u{10FFFF}`);
  return [...new Set([first, Math.min(last, first + 1)])];
}

const startsWith = (words, beginning) => beginning.every((word, at) => words[at] === word);

/** Where words stand in others, one after the other; -1 if they do not. */
const placeOf = (words, all) => all.findIndex((_, at) => startsWith(all.slice(at), words));

const isWord = (one, other) => one === other;

const isSlip = (one, other) => one === other
  || (Math.min(one.length, other.length) >= LEAST_FOR_SLIPS && slips(one, other, 1) === 1);

// A name that is the query, one inside it, and one that has all its words, at least.
const WHOLE = 100;
export const INSIDE = 60;
const HAVING = 30;

/**
 * How well a name answers a query: 0 not at all. An exact name is best, then a name that the query contains,
 * then a name that contains all words of the query, the last of which may be incomplete.
 * @param {string[]} words - of a name
 * @param {import("./query.js").Query} query
 * @param {(one: string, other: string) => boolean} [isSame] - whether two words are the same
 * @returns {number}
 */
export function likeness(words, query, isSame = isWord) {
  if (words.length === 0) return 0;
  const { kept, words: all } = query;
  const same = (some) => some.length === words.length && some.every((word, at) => isSame(word, words[at]));
  if (same(all) || same(kept)) return WHOLE;
  const inside = (some) => some.some((_, at) => same(some.slice(at, at + words.length)));
  const meant = words.filter((word) => kept.some((other) => isSame(other, word)));
  // A name of stop words alone is meant only if nothing else was typed.
  if (meant.length > 0 && (inside(all) || inside(kept))) return INSIDE + 5 * Math.min(meant.length, 6);
  const last = kept.length - 1;
  const found = kept.filter((word, at) => words.some((other) => isSame(word, other) || (at === last && other.startsWith(word))));
  if (kept.length > 0 && found.length === kept.length) return HAVING + 20 * (kept.length / words.length);
  return 0;
}

/**
 * An entry that a query means.
 * @typedef {object} Match
 * @property {Named} entry
 * @property {string} name - the name that it is meant by
 * @property {number} score
 * @property {boolean} isSlip - whether the query has a slip in this name
 */

/**
 * The entries that a query means, best first.
 * @param {Named[]} entries
 * @param {import("./query.js").Query} query
 * @returns {Match[]}
 */
export function match(entries, query) {
  const found = scored(entries, query, isWord);
  return found.length > 0 ? found : scored(entries, query, isSlip).map((one) => ({ ...one, isSlip: true }));
}

function scored(entries, query, isSame) {
  return entries
    .map((entry) => {
      const names = entry.names.map(({ text, words, isForm }, number) => {
        const score = likeness(words, query, isSame);
        // “Libyan army” does not mean Libya as “army of Libya” does.
        const counted = isForm && score < WHOLE ? score / 2 : score;
        return { name: text, score: counted > 0 && number > 0 ? counted - 2 : counted };
      });
      const best = names.reduce((one, other) => (other.score > one.score ? other : one));
      return { entry, isSlip: false, ...best };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.entry.title.length - b.entry.title.length);
}

/**
 * The matches whose names are in a query, without those inside a longer one.
 * @param {Match[]} found
 * @returns {Match[]}
 */
export function mentioned(found) {
  const made = [];
  for (const one of found.filter(({ score }) => score >= INSIDE - 2)) {
    const words = wordsOf(one.name);
    if (!made.some(({ name }) => placeOf(words, wordsOf(name)) >= 0)) made.push(one);
  }
  return made;
}

/**
 * How much of a query is in one name of an entry, at most: 0 to 1.
 * @param {Named} entry
 * @param {string[]} kept
 * @param {Map<string, number>} [weights] - of the words; all count alike without them
 * @returns {number}
 */
export function share({ names }, kept, weights = new Map()) {
  const weight = (words) => words.reduce((sum, word) => sum + (weights.get(word) ?? 1), 0);
  return Math.max(...names.map(({ words }) => weight(kept.filter((word) => words.includes(word))))) / Math.max(weight(kept), 1e-9);
}

/**
 * The word of a name that a misspelt word means; null if none is near.
 * @param {{text: string, words: string[]}[]} names - the likely ones first
 * @param {string} word
 * @returns {{word: string, text: string} | null}
 */
export function corrected(names, word) {
  if (names.some(({ words }) => words.includes(word))) return null;
  const most = word.length < LEAST_FOR_SLIPS ? 0 : word.length < LEAST_FOR_TWO ? 1 : 2;
  for (let number = 1; number <= most; number += 1) {
    for (const { text, words } of names) {
      const meant = words.find((other) => other.length >= LEAST_FOR_SLIPS && slips(word, other, number) <= number
        && (number === 1 || other[0] === word[0]));
      if (meant) return { word: meant, text: text.split(/[^\p{L}\p{M}\p{N}]+/u).find((piece) => wordsOf(piece)[0] === meant) ?? meant };
    }
  }
  return null;
}

/**
 * Names that begin like what is typed, best first: whole names, titles, other names, words inside names.
 * @param {Named[]} entries
 * @param {string} typed
 * @param {number} most
 * @returns {{entry: Named, name: string}[]}
 */
export function suggestions(entries, typed, most) {
  const words = wordsOf(typed);
  if (words.length === 0) return [];
  const ranks = entries.map((entry) => {
    const names = entry.names.map(({ text, words: name }, number) => ({
      name: text, rank: rankOf(name, words) + (number > 0 ? 0.5 : 0),
    }));
    const best = names.reduce((one, other) => (other.rank < one.rank ? other : one));
    return { entry, ...best, name: names[0].rank < NOT ? entry.title : best.name };
  });
  const found = ranks.filter(({ rank }) => rank < NOT);
  const slips = found.length > 0 ? [] : match(entries, { words, kept: words, terms: [], text: typed });
  return (found.length > 0 ? found : slips)
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0) || a.entry.title.length - b.entry.title.length || (a.entry.title < b.entry.title ? -1 : 1))
    .slice(0, most)
    .map(({ entry, name }) => ({ entry, name }));
}

const NOT = 9;

function rankOf(name, typed) {
  const whole = typed.slice(0, -1);
  const last = typed.at(-1);
  const begins = (words) => startsWith(words, whole) && words[whole.length]?.startsWith(last);
  if (begins(name)) return name.length === typed.length && name.at(-1) === last ? 0 : 1;
  if (name.some((_, at) => begins(name.slice(at)))) return 2;
  return whole.every((word) => name.includes(word)) && name.some((word) => word.startsWith(last)) ? 3 : NOT;
}
