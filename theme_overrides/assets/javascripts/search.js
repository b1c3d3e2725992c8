// The search page: Pagefind searches, this file shows the results. The address always holds the query, so
// that a search can be bookmarked, shared and reached with the back button.
//
// The index is in several bundles, which are searched as one. Filters are larger than everything else that
// a search needs, so they load only when their menus open.

import { slash } from "./comforts.js";

const FIRST = 5;
const PAGE = 10;
const SECTIONS = 3;
// A word of every page (site/search_records.py): without any, Pagefind would load the whole index.
const EVERY = "\u{10000}";
// In scripts without spaces between words each letter is a word in the index (see there).
const LETTER = "[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}]\\p{M}*";
const LETTERS = new RegExp(LETTER, "gu");
const ALL_LETTERS = new RegExp(`^(${LETTER}){2,}$`, "u");
// Chinese and Japanese have no spaces around their marks and figures either.
const WIDE = "[\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\uFF01-\\uFF60]";
const GAPS = new RegExp(
  [[LETTER, LETTER], [WIDE, `(?:${WIDE}|\\p{Nd})`], ["\\p{Nd}", WIDE]]
    .map(([before, after]) => `(?<=${before}(?:</mark>)?) +(?=(?:<mark>)?${after})`)
    .join("|"),
  "gu",
);
// The beginning of an excerpt that starts inside a sentence, and the end of one that stops inside it.
const CUT_BEFORE = /^[\p{Ll}\p{Lo}\p{N}]/u;
const WHOLE = /[\p{Sentence_Terminal}…:][\p{Pe}\p{Pf}"'”]*$/u;
const PAUSE = 200;
const DAY = 24 * 60 * 60 * 1000;

// The words of the interface, in the site's language, and its locale.
const said = JSON.parse(document.querySelector("[data-search-words]").textContent);
// Words in an excerpt; a letter is a word of the index in the languages without spaces.
const EXCERPT = /^(ja|km|lo|my|th|zh)\b/.test(said.locale) ? 80 : 28;
const NUMBERS = new Intl.NumberFormat(said.locale, { numberingSystem: "latn" });
const PLURALS = new Intl.PluralRules(said.locale);
const DATES = new Intl.DateTimeFormat(said.locale, {
  day: "numeric", month: "long", year: "numeric", timeZone: "UTC", calendar: "gregory", numberingSystem: "latn",
});

const form = document.querySelector("[data-search]");
const field = form.elements.q;
const status = document.querySelector("[data-search-status]");
const list = document.querySelector("[data-search-results]");
const more = document.querySelector("[data-search-more]");
const narrow = form.querySelector("[data-search-facets]");
const facets = [...narrow.querySelectorAll("select")];
const sort = form.elements.sort;
const NEAREST = 3;
// Below this value, most letters of a name differ.
const ALIKE = 0.5;
const PART = 0.9;
const base = new URL(`${form.dataset.base.replace(/\/$/, "")}/`, location.href);

let pagefind = null;
let filters = null;
let filled = false;
let results = [];
let shown = 0;
let turn = 0;
let loading = 0;
let isPressed = false;
let pause = 0;

const nearing = new IntersectionObserver(([{ isIntersecting }]) => {
  if (isIntersecting) showMore(turn).catch(() => {});
});

/** Whether the focus is below the list: new results would push it out of sight, and Tab would not reach
 * them. */
const isPassed = () => Boolean(list.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING);

/** Load Pagefind at the first search. A failed load is tried again. */
function load() {
  pagefind ??= open().catch((error) => {
    pagefind = null;
    throw error;
  });
  return pagefind;
}

async function open() {
  const early = window.bundles;
  window.bundles = null;
  const [first, ...others] = await (early ?? window.askForIndex());
  if (!first) return NOTHING;
  const { Pagefind } = await import(`${first}pagefind.js`);
  // The name of a bundle changes with its content, so its files need no tag against caches.
  const options = { baseUrl: base.pathname, excerptLength: EXCERPT, metaCacheTag: "" };
  const index = new Pagefind({ ...options, basePath: first });
  await Promise.all(others.map((bundle) => index.mergeIndex(bundle, options)));
  // In this mode results say which words of the index matched; see `isMeant`.
  await Promise.all(index.instances.map((bundle) => bundle.enterPlaygroundMode()));
  return index;
}

/** Search all bundles as one. */
async function searchAll(index, words, filters) {
  const plain = await Promise.all(index.instances.map((bundle) => bundle.search(words)));
  const bundles = index.instances.filter((_, number) => isMeant(plain[number]));
  const answers = Object.keys(filters).length === 0
    ? plain.filter(isMeant)
    : await Promise.all(bundles.map((bundle) => bundle.search(words, { filters })));
  return {
    results: answers.flatMap(({ results }) => results).sort((a, b) => isNamed(b) - isNamed(a) || b.score - a.score),
    filters: index.mergeFilters(answers.map((answer) => answer.filters)),
  };
}

/** Whether a page without a day (an explainer) has all the words in its title: a reader who searches for a
 * name mostly wants to know what it is. */
const isNamed = ({ id, verbose_meta_scores: titles }) =>
  dayOf(id) === "" && (titles ?? []).some(({ coverage }) => coverage > 0.99);

/** Whether a bundle has all the words of the query, or words that begin with them. Otherwise Pagefind ignores
 * a word, or takes its beginning for another word. That may help with one index of a whole site, but where
 * some bundles have the word, the others would add unrelated results. */
function isMeant({ results: [first], query_term_idfs: terms }) {
  if (!first || !terms) return Boolean(first);
  const found = [
    ...(first.scores ?? []).map((score) => score.search_term),
    ...(first.verbose_meta_scores ?? []).flatMap((score) => score.matched_terms),
  ];
  return terms.every(({ term }) => found.some((word) => word.startsWith(term)));
}

const NOTHING = { instances: [], mergeFilters: () => ({}), filters: async () => ({}) };

/** Load the filters of the index, for the menus. */
function loadFilters() {
  filters ??= load()
    .then((index) => index.filters())
    .then(offer)
    .catch((error) => {
      filters = null;
      throw error;
    });
  return filters;
}

/** The query for the index: letters of such scripts apart, in this order if there is nothing else. */
function asked(words) {
  const apart = words.replace(LETTERS, " $& ").trim();
  return ALL_LETTERS.test(words) ? `"${apart}"` : apart;
}

/** Text of the index without the spaces between letters. */
const together = (text) => text.replace(GAPS, "");

/** An excerpt as elements. It arrives as HTML made from foreign text: only its words and marks are used. The
 * heading that it repeats is left out, and dots show where a sentence is cut. */
function excerpt(html, heading) {
  const parsed = new DOMParser().parseFromString(together(html), "text/html");
  const paragraph = document.createElement("p");
  paragraph.className = "search-result__excerpt";
  const copy = (from, to) => {
    for (const node of from.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) to.append(node.data);
      else if (node.nodeName === "MARK") {
        const mark = document.createElement("mark");
        mark.textContent = node.textContent;
        to.append(mark);
      } else copy(node, to);
    }
  };
  copy(parsed.body, paragraph);
  const opening = `${together(heading)}. `;
  const repeats = paragraph.textContent.startsWith(opening);
  let left = repeats ? opening.length : 0;
  while (left > 0) {
    const { firstChild } = paragraph;
    const words = firstChild.textContent;
    firstChild.textContent = words.slice(left);
    if (words.length <= left) firstChild.remove();
    left -= words.length;
  }
  if (!repeats && CUT_BEFORE.test(paragraph.textContent)) paragraph.prepend("… ");
  if (!WHOLE.test(paragraph.textContent.trimEnd())) paragraph.append(" …");
  return paragraph;
}

function linkTo(address, title) {
  const link = document.createElement("a");
  link.href = new URL(address, base).href;
  link.textContent = together(title);
  return link;
}

/** Set language and direction of an element where they are not the site's: `ar rtl`. */
function inLanguage(named, element) {
  const [lang, dir] = named.split(" ");
  if (lang) Object.assign(element, { lang, dir });
  return element;
}

/** The day of a result, which its id begins with (build/pagefind.py); empty if it has none. */
function dayOf(id) {
  const days = parseInt(id, 36);
  return Number.isNaN(days) ? "" : new Date(days * DAY).toISOString().slice(0, 10);
}

function facts({ filters: { kind }, day }) {
  const line = document.createElement("p");
  line.className = "facts";
  line.append(said.kinds[kind[0]]);
  if (day) {
    const time = document.createElement("time");
    time.dateTime = day;
    time.textContent = DATES.format(new Date(day));
    line.append(" · ", time);
  }
  return line;
}

function resultItem(page) {
  const item = document.createElement("li");
  item.className = "search-result";
  const heading = document.createElement("h2");
  const [lang] = page.filters.lang ?? [""];
  const title = page.meta.title ?? page.url;
  heading.append(inLanguage(lang, linkTo(page.url, title)));
  item.append(heading, facts(page), inLanguage(lang, excerpt(page.excerpt, title)));

  const sections = page.sub_results.filter((section) => section.url !== page.url && section.title !== page.meta.title);
  // The anchor of the title repeats the page. Three sections are enough.
  const elsewhere = sections.slice(0, SECTIONS);
  if (elsewhere.length > 0) {
    const sub = document.createElement("ul");
    sub.className = "search-result__sections";
    for (const section of elsewhere) {
      const entry = document.createElement("li");
      entry.append(inLanguage(lang, linkTo(section.url, section.title)), inLanguage(lang, excerpt(section.excerpt, section.title)));
      sub.append(entry);
    }
    item.append(sub);
  }
  return item;
}

/** Show the next results: the first few at once, those of the first page when the reader comes near them, all
 * others on request. Each is a file to load. */
async function showMore(mine) {
  if (loading === mine) return;
  loading = mine;
  const next = results.slice(shown, shown < FIRST ? FIRST : (Math.floor(shown / PAGE) + 1) * PAGE);
  const pages = await Promise.all(next.map(
    async ({ id, data }) => ({ ...await data(), day: dayOf(id) }),
  )).finally(() => {
    if (loading === mine) loading = 0;
  });
  if (mine !== turn || (shown && !isPressed && isPassed())) return;
  // An exact name comes first.
  const called = ({ meta }) => folded(meta.title ?? "") === folded(field.value.trim());
  if (!sort.value) pages.sort((a, b) => called(b) - called(a));
  const items = pages.map(resultItem);
  list.append(...items);
  shown += pages.length;
  more.hidden = shown >= results.length;
  // Observing it again reports at once whether the end of the list is visible.
  nearing.disconnect();
  if (shown === FIRST) nearing.observe(more);
  if (isPressed) items[0]?.querySelector("a").focus();
  isPressed = false;
}

function say(words) {
  status.textContent = words;
}

/** A phrase with values in place of its names in braces. */
const phrase = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** The form of a phrase for a number. */
const counted = (forms, number, values) =>
  phrase(forms[PLURALS.select(number)] ?? forms.other, { ...values, number: NUMBERS.format(number) });

function clear() {
  list.replaceChildren();
  more.hidden = true;
  results = [];
  shown = 0;
  isPressed = false;
}

// ------------------------------------------------------------------ facets

const chosen = () => Object.fromEntries(facets.filter(({ value }) => value).map(({ name, value }) => [name, value]));

/** Fill the menus with the values of the index: the newest year and the most common value first. */
function offer(filters) {
  filled = true;
  for (const menu of facets) {
    const wanted = menu.dataset.wanted ?? menu.value;
    const values = Object.entries(filters[menu.name] ?? {});
    values.sort(([a, n], [b, m]) => (menu.name === "year" ? b.localeCompare(a) : m - n || a.localeCompare(b, said.locale)));
    menu.replaceChildren(menu.options[0], ...values.map(([value]) => new Option(shownAs(menu, value), value)));
    menu.closest("label").hidden = values.length < 2;
    menu.value = values.some(([value]) => value === wanted) ? wanted : "";
    delete menu.dataset.wanted;
  }
}

/** A value as its menu shows it: kinds are words of the interface, all others are words of the content. */
const shownAs = ({ name }, value) =>
  name === "kind" ? said.kinds[value] : value[0].toLocaleUpperCase(said.locale) + value.slice(1);

/** Show the number of remaining pages at each value. */
function count(filters) {
  for (const menu of facets) {
    for (const option of [...menu.options].slice(1)) {
      const number = filters[menu.name]?.[option.value] ?? 0;
      option.textContent = `${shownAs(menu, option.value)} (${NUMBERS.format(number)})`;
      option.disabled = number === 0 && !option.selected;
    }
  }
}

const folded = (words) => words.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

/** The optimal string alignment distance: insertions, deletions, replacements and swaps of neighbours. */
function distance(one, other) {
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row++) {
    const next = [row];
    for (let at = 1; at <= other.length; at++) {
      const replaced = last[at - 1] + (one[row - 1] === other[at - 1] ? 0 : 1);
      next[at] = Math.min(replaced, last[at] + 1, next[at - 1] + 1);
      if (row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1]) {
        next[at] = Math.min(next[at], before[at - 2] + 1);
      }
    }
    [before, last] = [last, next];
  }
  return last[other.length];
}

/** The subjects with a name most similar to the words; one word of a name counts less than the whole name. */
async function nearest(words) {
  const { explainers } = await (await fetch(new URL("data/explainers.json", base))).json();
  const typed = folded(words);
  const alike = (name) => 1 - distance(typed, folded(name)) / Math.max(typed.length, name.length);
  const likeness = (name) => Math.max(alike(name), ...name.split(" ").map((word) => PART * alike(word)));
  return explainers
    .map(({ page, title, also_called: others }) => {
      const names = [title, ...others].map((name) => ({ name, likeness: likeness(name) }));
      return { page, title, ...names.reduce((best, name) => (name.likeness > best.likeness ? name : best)) };
    })
    .filter((found) => found.likeness >= ALIKE)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, NEAREST);
}

async function sayNothingFound(words) {
  const narrowed = Object.keys(chosen()).length > 0;
  say(phrase(narrowed ? said.nothingSelected : said.nothing, { words }));
  const mine = turn;
  const near = narrowed ? [] : await nearest(words).catch(() => []);
  if (near.length === 0 || mine !== turn) return;
  const line = document.createElement("span");
  line.append(` ${said.explained} `);
  near.forEach(({ page, title, name }, number) => {
    line.append(number ? said.comma : "", linkTo(page, title), name === title ? "" : ` (${name})`);
  });
  status.append(line);
}

// ------------------------------------------------------------------ searching

async function search() {
  const words = field.value.trim();
  const mine = ++turn;
  let found;
  if (words) say(said.searching);
  try {
    // A selection in the address needs filled menus.
    if (narrow.open || waiting()) await loadFilters();
    const chosenNow = chosen();
    if (!words && Object.keys(chosenNow).length === 0) {
      if (mine !== turn) return;
      clear();
      say(said.ask);
      return;
    }
    const index = await load();
    found = await searchAll(index, words ? asked(words) : EVERY, chosenNow);
  } catch {
    if (mine !== turn) return;
    clear();
    say(said.failed);
    return;
  }
  if (mine !== turn) return;
  clear();
  if (filled) count(found.filters);
  results = ordered(found.results, sort.value || (words ? "" : "newest"));
  if (results.length === 0) {
    sayNothingFound(words);
    return;
  }
  await showMore(mine);
  if (mine === turn) say(counted(words ? said.found : said.selected, results.length, { words }));
}

/** Sort results by day; those without a day come last in any order. */
function ordered(found, order) {
  if (!order) return found;
  const sign = order === "newest" ? -1 : 1;
  return [...found].sort((a, b) => {
    const [one, other] = [dayOf(a.id), dayOf(b.id)];
    return one && other ? sign * one.localeCompare(other) : (one ? -1 : 0) + (other ? 1 : 0);
  });
}

/** Whether the address has a selection that the menus do not have yet. */
const waiting = () => facets.some((menu) => menu.dataset.wanted);

function writeAddress() {
  const address = new URL(location.href);
  for (const control of [field, ...facets, sort]) {
    const value = (control.dataset.wanted ?? control.value).trim();
    if (value) address.searchParams.set(control.name, value);
    else address.searchParams.delete(control.name);
  }
  if (address.href !== location.href) history.replaceState(history.state, "", address);
}

function readAddress() {
  const asked = new URL(location.href).searchParams;
  field.value = asked.get("q") ?? "";
  sort.value = asked.get("sort") ?? "";
  for (const menu of facets) {
    const wanted = asked.get(menu.name) ?? "";
    menu.value = wanted;
    if (wanted && !filled) menu.dataset.wanted = wanted;
    if (wanted) narrow.open = true;
  }
}

field.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(() => {
    writeAddress();
    search();
  }, PAUSE);
});

form.addEventListener("change", ({ target }) => {
  if (target === field) return;
  writeAddress();
  search();
});

narrow.addEventListener("toggle", () => {
  if (narrow.open) search();
});

// The arrow keys move from the field through the results and back.
document.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
  const stops = [field, ...list.querySelectorAll("h2 a")];
  const at = stops.indexOf(document.activeElement);
  const next = stops[at + step];
  if (at < 0 || !next) return;
  event.preventDefault();
  next.focus();
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(pause);
  writeAddress();
  search();
});

more.addEventListener("click", () => {
  isPressed = true;
  showMore(turn);
});

window.addEventListener("popstate", () => {
  readAddress();
  search();
});

const option = document.querySelector("[data-search-option]");
const box = option.querySelector("input");
box.checked = slash.on;
box.addEventListener("change", () => { slash.on = box.checked; });

const typed = field.value; // typed before this script was loaded
readAddress();
field.value ||= typed;
if (!field.value && !narrow.open) field.focus({ preventScroll: true });
// Below the results, so that they do not move it.
search().finally(() => { option.hidden = false; });
