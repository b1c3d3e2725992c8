// What results can be narrowed by, and how many are left for each value.

import { dayOf } from "./bundles.js";

/**
 * Of one bundle; build/pagefind.py makes them.
 * @typedef {object} Facets
 * @property {string[]} pages - names of all fragments
 * @property {Record<string, Record<string, number[]>>} facets - by name and value: places in `pages`
 */

/** The year of a page: known without loading anything. */
export const YEAR = "year";

/**
 * The pages that have a value.
 * @param {Facets[]} all - of each bundle
 * @param {string} name
 * @param {string} value
 * @returns {Set<string>} keys of pages
 */
export const having = (all, name, value) => new Set(all.flatMap(({ pages, facets }, bundle) =>
  (facets[name]?.[value] ?? []).map((place) => `${bundle}/${pages[place]}`)));

/**
 * Pages that have all chosen values.
 * @template {{bundle: number, id: string}} Page
 * @param {Page[]} pages
 * @param {Record<string, string>} chosen - value by facet
 * @param {Facets[]} all - of each bundle; empty if only years are chosen
 * @returns {Page[]}
 */
export function narrowed(pages, chosen, all) {
  return Object.entries(chosen).reduce((left, [name, value]) => {
    if (name === YEAR) return left.filter(({ id }) => dayOf(id).startsWith(value));
    const those = having(all, name, value);
    return left.filter(({ bundle, id }) => those.has(`${bundle}/${id}`));
  }, pages);
}

/**
 * The number of pages for each value: years newest first, other values most common first.
 * @param {{bundle: number, id: string}[]} pages
 * @param {string} name
 * @param {Facets[]} all - of each bundle
 * @param {string} locale
 * @returns {[string, number][]}
 */
export function counts(pages, name, all, locale) {
  const found = new Map();
  if (name === YEAR) {
    for (const { id } of pages) {
      const year = dayOf(id).slice(0, 4);
      if (year) found.set(year, (found.get(year) ?? 0) + 1);
    }
    return [...found].sort(([a], [b]) => b.localeCompare(a));
  }
  const those = new Set(pages.map(({ bundle, id }) => `${bundle}/${id}`));
  all.forEach(({ pages: ids, facets }, bundle) => {
    for (const [value, places] of Object.entries(facets[name] ?? {})) {
      const number = places.filter((place) => those.has(`${bundle}/${ids[place]}`)).length;
      if (number > 0) found.set(value, (found.get(value) ?? 0) + number);
    }
  });
  return [...found].sort(([a, n], [b, m]) => m - n || a.localeCompare(b, locale));
}
