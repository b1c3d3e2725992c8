// What a query finds: pages with all words; if there are none, pages with some. Names come first.

import { keyOf } from "./bundles.js";
import { share } from "./names.js";

/**
 * A page that is found.
 * @typedef {object} Found
 * @property {number} bundle
 * @property {string} id
 * @property {number} score
 * @property {number[]} places - of words of the query in its text, sorted
 * @property {number} lead - how many of the terms its first words have: 0 to 1
 * @property {string} [name] - another name that it was found by
 */

// An explainer begins with its summary.
const LEAD = 40;

// What counts for an explainer beside its names (names.js): words of the query in a name and in the summary, the
// whole text, and the query as it stands in a text.
const IN_NAME = 25;
const IN_LEAD = 40;
const IN_TEXT = 10;
const VERBATIM = 80;

/**
 * The pages with all terms, or with some of them. These count by how many they have and how rare they are.
 * @param {import("./bundles.js").Hit[][]} hits - of each term
 * @param {number} least - how many terms a page must have
 * @returns {Found[]}
 */
export function combined(hits, least = hits.length) {
  const pages = new Map();
  for (const some of hits) {
    for (const hit of some) {
      const { bundle, id } = hit;
      const page = pages.get(keyOf(hit)) ?? { bundle, id, score: 0, places: [], lead: 0, terms: 0 };
      page.score += hit.score;
      page.terms += 1;
      page.lead += Number(hit.places.some((place) => place < LEAD));
      page.places.push(...hit.places);
      pages.set(keyOf(hit), page);
    }
  }
  return [...pages.values()]
    .filter(({ terms }) => terms >= least)
    .map(({ terms, ...page }) => ({
      ...page,
      score: page.score * (terms / hits.length) ** 2,
      lead: page.lead / hits.length,
      places: sorted(page.places),
    }))
    .sort(byScore);
}

const sorted = (places) => [...new Set(places)].sort((a, b) => a - b);

const byScore = (a, b) => b.score - a.score || (a.id < b.id ? -1 : 1);

/**
 * The pages that have any of several terms, such as the names of one subject.
 * @param {import("./bundles.js").Hit[][]} hits - of each term
 * @returns {import("./bundles.js").Hit[]}
 */
export function either(hits) {
  const pages = new Map();
  for (const hit of hits.flat()) {
    const page = pages.get(keyOf(hit)) ?? { ...hit, score: 0, places: [] };
    pages.set(keyOf(hit), { ...page, score: Math.max(page.score, hit.score), places: sorted([...page.places, ...hit.places]) });
  }
  return [...pages.values()];
}

/**
 * Pages whose text has all terms as far from each other as they are in the query. The stop words between them are not
 * compared, because that would load the largest files of the index.
 * @param {import("./bundles.js").Hit[][]} hits - of each term
 * @param {import("./query.js").Query} query
 * @returns {import("./bundles.js").Hit[]}
 */
export function spaced(hits, { terms, words }) {
  const [first, ...others] = hits.map((some, term) => new Map(some.map((hit) =>
    [keyOf(hit), new Set(hit.places.map((place) => place - terms[term].at))])));
  return hits[0].flatMap((hit) => {
    const key = keyOf(hit);
    const start = sorted(first.get(key)).find((place) => others.every((term) => term.get(key)?.has(place)));
    return start === undefined ? [] : [{ ...hit, places: words.map((_, at) => start + at) }];
  });
}

/**
 * Pages with those first that have the query as it stands in their text.
 * @param {Found[]} pages
 * @param {import("./bundles.js").Hit[]} verbatim
 * @returns {Found[]}
 */
export function withVerbatim(pages, verbatim) {
  const best = Math.max(...pages.map(({ score }) => score), 0);
  const there = new Map(verbatim.map((hit) => [keyOf(hit), hit.places]));
  return pages
    .map((page) => (there.has(keyOf(page)) ? { ...page, score: page.score + best, places: there.get(keyOf(page)), isVerbatim: true } : page))
    .sort(byScore);
}

/**
 * Explainers and the owner's pages in order: by name first, then by text.
 * @param {import("./names.js").Match[]} matches
 * @param {Found[]} found - those whose text has words of the query
 * @param {import("./names.js").Named[]} entries - names of the pages
 * @param {string[]} kept - the words of the query
 * @param {number} bundle - the bundle of explainers
 * @returns {(Found & {name: string})[]}
 */
export function explained(matches, found, entries, kept, bundle) {
  const best = Math.max(...found.map(({ score }) => score), 1);
  const named = new Map(entries.map((entry) => [entry.id, entry]));
  const pages = new Map(found.map((page) => [page.id, {
    ...page,
    name: "",
    score: IN_TEXT * (page.score / best) + IN_LEAD * page.lead ** 2 + (page.isVerbatim ? VERBATIM : 0)
      + (named.has(page.id) ? IN_NAME * share(named.get(page.id), kept) : 0),
  }]));
  for (const { entry, name, score } of matches) {
    const page = pages.get(entry.id) ?? { bundle, id: entry.id, score: 0, places: [], lead: 0 };
    pages.set(entry.id, { ...page, score: page.score + score, name: name === entry.title ? "" : name });
  }
  return [...pages.values()].sort(byScore);
}

/**
 * Pages by day; those without one come last.
 * @template {{id: string}} Page
 * @param {Page[]} pages
 * @param {(id: string) => string} dayOf
 * @param {boolean} isNewestFirst
 * @returns {Page[]}
 */
export function byDay(pages, dayOf, isNewestFirst) {
  const sign = isNewestFirst ? -1 : 1;
  return [...pages].sort((a, b) => {
    const [one, other] = [dayOf(a.id), dayOf(b.id)];
    return one && other ? sign * one.localeCompare(other) : (one ? -1 : 0) + (other ? 1 : 0);
  });
}
