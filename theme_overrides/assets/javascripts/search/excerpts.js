// What a result shows of its text: the passage that has most of the words, and the sections with others.

/**
 * @typedef {object} Fragment - build/indexed_html.py makes it
 * @property {string} url
 * @property {string} kind
 * @property {string} title
 * @property {string} lang - language and direction where they are not the site's: `ar rtl`
 * @property {string} words - the text, cut at its words
 * @property {[number, number, string, string][]} sections - position and number of words of each heading, its
 *   id and its text, title first
 */

/**
 * @typedef {object} Excerpt
 * @property {string} id - of the section; empty for the beginning of the page
 * @property {string} title - of the section
 * @property {[string, boolean][]} runs - the text, and whether it is a word of the query
 */

// The end of a sentence.
const WHOLE = /[\p{Sentence_Terminal}…:][\p{Pe}\p{Pf}"'”]*$/u;
// A word of a fragment: its letters, and what stands before and behind them.
const WORD = /^([^\p{L}\p{M}\p{N}\p{S}&%‰#@§]*)(.*?)([^\p{L}\p{M}\p{N}\p{S}&%‰#@§]*)$/su;

/**
 * The best passage of a page and of its other sections with words of the query, in the order of the page.
 * @param {Fragment} fragment
 * @param {number[]} places - of words of the query, sorted
 * @param {number} length - number of words in an excerpt
 * @returns {{main: Excerpt, sections: Excerpt[]}}
 */
export function excerpts(fragment, places, length) {
  const words = fragment.words.split("\u200B");
  const parts = fragment.sections.map(([position, size, id, title], at) => {
    const end = fragment.sections[at + 1]?.[0] ?? words.length;
    return { start: position + size, end, id, title, inside: places.filter((place) => place >= position && place < end) };
  });
  const main = parts.find(({ inside }) => inside.length > 0) ?? parts[0];
  const shown = ({ start, end, id, title, inside }) => ({ id, title, runs: runs(words, start, end, inside, length) });
  return {
    main: shown(main),
    sections: parts.filter((part) => part !== main && part.inside.length > 0).map(shown),
  };
}

/**
 * The window of words with most places; the earliest of several. It begins with its sentence where that is near.
 * @param {number[]} places
 * @param {number} start
 * @param {number} end
 * @param {number} length
 * @returns {number}
 */
export function densest(places, start, end, length) {
  let best = start;
  let most = 0;
  for (const place of places) {
    const number = places.filter((other) => other >= place && other < place + length).length;
    if (place >= start && number > most) [best, most] = [place, number];
  }
  return Math.max(start, Math.min(best, end - length));
}

function runs(words, start, end, places, length) {
  let from = densest(places, start, end, length);
  for (let back = from; back >= Math.max(start, from - Math.floor(length / 3)); back -= 1) {
    if (back === start || WHOLE.test(words[back - 1].trimEnd())) {
      from = back;
      break;
    }
  }
  const to = Math.min(end, from + length);
  const marked = new Set(places);
  const made = [];
  const add = (text, isMarked) => {
    if (text && made.at(-1)?.[1] === isMarked) made.at(-1)[0] += text;
    else if (text) made.push([text, isMarked]);
  };
  if (from < to && from > start && !WHOLE.test(words[from - 1].trimEnd())) add("… ", false);
  for (let at = from; at < to; at += 1) {
    const [, before, word, behind] = marked.has(at) ? WORD.exec(words[at]) : ["", words[at], "", ""];
    add(before, false);
    add(word, true);
    add(behind, false);
  }
  const text = made.map(([run]) => run).join("").trimEnd();
  if (made.length > 0) {
    made.at(-1)[0] = made.at(-1)[0].trimEnd();
    if (to < end || !WHOLE.test(text)) add(" …", false);
  }
  return made;
}
