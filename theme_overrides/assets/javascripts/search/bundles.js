// The search index: bundles made by build/search.py, which are searched as one. Pagefind finds the pages of one
// term; everything else is here and in the modules beside this one.

import { metadata } from "./metadata.js";
import { unpack } from "./packed.js";
import { isUnspaced } from "./words.js";

const DAY = 24 * 60 * 60 * 1000;

/**
 * Where a term is found on a page.
 * @typedef {object} Hit
 * @property {number} bundle
 * @property {string} id
 * @property {number} score
 * @property {number[]} places - of its words in the text
 */

/** Hits of a page have one key. */
export const keyOf = ({ bundle, id }) => `${bundle}/${id}`;

/** The day of a page, which the name of its fragment begins with (build/pagefind.py); empty if it has none. */
export function dayOf(id) {
  const days = parseInt(id, 36);
  return Number.isNaN(days) ? "" : new Date(days * DAY).toISOString().slice(0, 10);
}

/** Pagefind's class of a bundle, with our metadata in place of its own. */
const bundleOf = (PagefindInstance) => class extends PagefindInstance {
  async loadEntry() {
    this.languages = { unknown: { wasm: "all" } };
  }

  async loadMeta() {
    this.searchMeta = metadata(await unpack(`${this.basePath}metadata.packed`));
  }
};

export class Index {
  #pagefind;
  #hits = new Map();
  #fragments = new Map();
  #facets;

  /**
   * @param {string[]} addresses - of the folders of all bundles
   * @param {{baseUrl: string}} options - of Pagefind
   */
  constructor(addresses, options) {
    this.addresses = addresses;
    this.options = options;
    /** The bundle of explainers and the owner's pages; -1 if there is none. */
    this.explained = addresses.findIndex((address) => /\/explainers-[^/]*\/$/.test(address));
  }

  /** Load what every search needs. A failed load is tried again. */
  load() {
    this.#pagefind ??= this.#open().catch((error) => {
      this.#pagefind = undefined;
      throw error;
    });
    return this.#pagefind;
  }

  async #open() {
    const [first] = this.addresses;
    if (!first) return [];
    const Bundle = bundleOf((await import(`${first}pagefind.js`)).PagefindInstance);
    const bundles = this.addresses.map((basePath) => new Bundle({ ...this.options, basePath }));
    const language = document.documentElement.lang.toLowerCase();
    // All bundles share the program that the first one loads.
    await bundles[0].init(language, { load_wasm: true });
    await Promise.all(bundles.slice(1).map((bundle) => bundle.init(language, { load_wasm: false })));
    // In this mode results say which words of the index matched; see `isMeant`.
    await Promise.all(bundles.map((bundle) => bundle.enterPlaygroundMode()));
    return bundles;
  }

  /**
   * The pages that have the words of a term next to each other; if there are none, those that have all of its
   * words, or words that begin with them. Where a script has no spaces, words are letters, and have to be
   * next to each other.
   * @param {import("./query.js").Term} term
   * @returns {Promise<Hit[]>}
   */
  hits(term) {
    const isWhole = isUnspaced(term.text) || Boolean(term.isQuoted);
    const key = `${term.words.join(" ")} ${isWhole}`;
    if (!this.#hits.has(key)) {
      this.#hits.set(key, this.#search(term.words, isWhole).catch((error) => {
        this.#hits.delete(key);
        throw error;
      }));
    }
    return this.#hits.get(key);
  }

  async #search(words, isWhole) {
    const bundles = await this.load();
    const plain = await Promise.all(bundles.map((bundle) => bundle.search(words.join(" "))));
    const found = plain.flatMap((answer, bundle) => (isMeant(answer)
      ? answer.results.map(({ id, score, words: places }) => ({ bundle, id, score, places }))
      : []));
    if (words.length === 1 || found.length === 0) return found;
    const exact = await this.#together(words, found);
    return isWhole || exact.length > 0 ? exact : found;
  }

  /**
   * The pages that have words next to each other, in this order.
   * @param {string[]} words - at least two
   * @returns {Promise<Hit[]>}
   */
  async phrase(words) {
    return this.#together(words, await this.hits({ words, text: "" }));
  }

  async #together(words, found) {
    const bundles = await this.load();
    const phrases = await Promise.all(bundles.map((bundle) => bundle.search(`"${words.join(" ")}"`)));
    const together = new Map(phrases.flatMap(({ results }, bundle) =>
      results.map(({ id, words: places }) => [keyOf({ bundle, id }), places])));
    return found
      .filter((hit) => together.has(keyOf(hit)))
      .map((hit) => ({ ...hit, places: together.get(keyOf(hit)) }));
  }

  /**
   * What results show of a page.
   * @param {{bundle: number, id: string}} page
   * @returns {Promise<import("./excerpts.js").Fragment>}
   */
  fragment(page) {
    const key = keyOf(page);
    if (!this.#fragments.has(key)) {
      this.#fragments.set(key, unpack(`${this.addresses[page.bundle]}fragment/${page.id}.pf_fragment`).catch((error) => {
        this.#fragments.delete(key);
        throw error;
      }));
    }
    return this.#fragments.get(key);
  }

  /**
   * What results can be narrowed by: larger than all else that a search needs, so it is loaded on request.
   * @returns {Promise<import("./facets.js").Facets[]>}
   */
  facets() {
    this.#facets ??= Promise.all(this.addresses.map((address) => unpack(`${address}facets.packed`))).catch((error) => {
      this.#facets = undefined;
      throw error;
    });
    return this.#facets;
  }
}

/**
 * Whether a bundle has all words of a search, or words that begin with them. Otherwise Pagefind ignores a word,
 * or takes its beginning for another word. That may help with one index of a whole site, but where some bundles
 * have the word, the others would add unrelated results.
 */
function isMeant({ results: [first], query_term_idfs: terms }) {
  if (!first || !terms) return Boolean(first);
  const found = [
    ...(first.scores ?? []).map((score) => score.search_term),
    ...(first.verbose_meta_scores ?? []).flatMap((score) => score.matched_terms),
  ];
  return terms.every(({ term }) => found.some((word) => word.startsWith(term)));
}
