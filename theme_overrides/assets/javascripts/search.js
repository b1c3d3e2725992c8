// The search page: what is typed is looked for while it is typed, by the modules in search/. The address always
// holds the query, so that a search can be bookmarked, shared and reached with the back button.

import { slash } from "./comforts.js";
import { dayOf, Index } from "./search/bundles.js";
import { excerpts } from "./search/excerpts.js";
import { counts, narrowed, YEAR } from "./search/facets.js";
import { find, named } from "./search/find.js";
import { mentioned, Names } from "./search/names.js";
import { unpack } from "./search/packed.js";
import { byDay, explained } from "./search/ranking.js";

const FIRST = 5;
const PAGE = 10;
const FIRST_EXPLAINED = 3;
const SECTIONS = 3;
// So many chips of a facet are shown at first.
const CHIPS = { year: 6, subject: 12, outlet: 12, topic: 12 };
const PAUSE = 200;

// The words of the interface, in the site's language, its locale and its stop words.
const said = JSON.parse(document.querySelector("[data-search-words]").textContent);
const stop = new Set(said.stop);
// Words in an excerpt; a letter is a word of the index in the languages without spaces.
const EXCERPT = /^(ja|km|lo|my|th|zh)\b/.test(said.locale) ? 80 : 28;
const NUMBERS = new Intl.NumberFormat(said.locale, { numberingSystem: "latn" });
const PLURALS = new Intl.PluralRules(said.locale);
const DATES = new Intl.DateTimeFormat(said.locale, {
  day: "numeric", month: "long", year: "numeric", timeZone: "UTC", calendar: "gregory", numberingSystem: "latn",
});

const LISTS = new Intl.ListFormat(said.locale);

const form = document.querySelector("[data-search]");
const field = form.elements.q;
const { sort } = form.elements;
const status = document.querySelector("[data-search-status]");
const groups = Object.fromEntries([...document.querySelectorAll("[data-search-group]")].map((group) => [group.dataset.searchGroup, {
  section: group,
  number: group.querySelector("[data-search-number]"),
  list: group.querySelector("ol"),
  more: group.querySelector("[data-search-more]"),
}]));
const facets = [...document.querySelectorAll("[data-facet]")];
const base = new URL(`${form.dataset.base.replace(/\/$/, "")}/`, location.href);

let site = null;
let chosen = {};
let results = { explained: [], briefings: [] };
let shown = 0;
let turn = 0;
let loading = 0;
let isPressed = false;
let pause = 0;
let isReady = false;

const nearing = new IntersectionObserver(([{ isIntersecting }]) => {
  if (isIntersecting) showMore(turn).catch(() => {});
});

/** Whether the focus is below the list: new results would push it out of sight, and Tab would not reach
 * them. */
const isPassed = () =>
  Boolean(groups.briefings.list.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING);

/** The index of the site. A failed load is tried again. */
function open() {
  site ??= (async () => {
    const early = window.bundles;
    window.bundles = null;
    const index = new Index(await (early ?? window.askForIndex()), { baseUrl: base.pathname });
    const names = new Names((path) => unpack(`${index.addresses[index.explained]}${path}`));
    return { index, names, stop, locale: said.locale };
  })().catch((error) => {
    site = null;
    throw error;
  });
  return site;
}

// ------------------------------------------------------------------ what is said

function say(...words) {
  status.replaceChildren(...words);
}

/** A phrase with values in place of its names in braces. */
const phrase = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** The form of a phrase for a number. */
const counted = (forms, number, values) =>
  phrase(forms[PLURALS.select(number)] ?? forms.other, { ...values, number: NUMBERS.format(number) });

// ------------------------------------------------------------------ results

function element(name, className, ...content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content);
  return made;
}

function linkTo(address, text) {
  const link = element("a", "", text);
  link.href = new URL(address, base).href;
  return link;
}

/** Set language and direction of an element where they are not the site's: `ar rtl`. */
function inLanguage(both, made) {
  const [lang, dir] = both.split(" ");
  if (lang) Object.assign(made, { lang, dir });
  return made;
}

const excerptOf = ({ runs }) => element("p", "search-result__excerpt", ...runs.map(([text, isMarked]) =>
  (isMarked ? element("mark", "", text) : text)));

/** The day of a briefing; for others the kind, but of explainers, and the other name that they were found by. */
function facts({ kind }, id, name) {
  const day = dayOf(id);
  if (!day) return element("p", "facts", [said.kinds[kind] ?? "", name ?? ""].filter(Boolean).join(" · "));
  const time = element("time", "", DATES.format(new Date(day)));
  time.dateTime = day;
  return element("p", "facts", time);
}

/** The entry of a result. What a name stands for is said at the beginning of its page. */
function entryOf(page, fragment) {
  const isNamed = page.name !== undefined;
  const { main, sections } = excerpts(fragment, isNamed && page.score > SURELY ? [] : page.places, EXCERPT);
  const heading = inLanguage(fragment.lang, element("h3", "", linkTo(fragment.url, fragment.title)));
  const item = element("li", "search-result", heading, facts(fragment, page.id, page.name), inLanguage(fragment.lang, excerptOf(main)));
  const elsewhere = (main.id ? [main, ...sections] : sections).slice(0, isNamed ? 1 : SECTIONS);
  if (elsewhere.length > 0) {
    item.append(element("ul", "search-result__sections", ...elsewhere.map((section) => {
      const entry = element("li", "", linkTo(`${fragment.url}#${section.id}`, section.title));
      if (section !== main) entry.append(excerptOf(section));
      return inLanguage(fragment.lang, entry);
    })));
  }
  return item;
}

// The score above which a page is found by its name.
const SURELY = 20;

async function entries(pages) {
  const { index } = await open();
  return Promise.all(pages.map(async (page) => entryOf(page, await index.fragment(page))));
}

/** Show explainers: the first few, all on request. */
async function showExplained(mine, all = false) {
  const { section, number, list, more } = groups.explained;
  const pages = results.explained.slice(0, all ? undefined : FIRST_EXPLAINED);
  const made = await entries(pages);
  if (mine !== turn) return;
  const before = list.childElementCount;
  list.replaceChildren(...made);
  section.hidden = made.length === 0;
  number.textContent = isReady ? NUMBERS.format(results.explained.length) : "";
  more.hidden = pages.length === results.explained.length;
  more.textContent = phrase(said.all, { number: NUMBERS.format(results.explained.length) });
  if (all) list.children[before]?.querySelector("a").focus();
}

/** Show the next briefings: the first few at once, those of the first page when the reader comes near them, all
 * others on request. Each is a file to load. */
async function showMore(mine) {
  if (loading === mine) return;
  loading = mine;
  const { section, number, list, more } = groups.briefings;
  const next = results.briefings.slice(shown, shown < FIRST ? FIRST : (Math.floor(shown / PAGE) + 1) * PAGE);
  const made = await entries(next).finally(() => {
    if (loading === mine) loading = 0;
  });
  if (mine !== turn || (shown && !isPressed && isPassed())) return;
  if (shown === 0) list.replaceChildren();
  list.append(...made);
  shown += made.length;
  section.hidden = shown === 0 && !isChosen();
  number.textContent = NUMBERS.format(results.briefings.length);
  more.hidden = shown >= results.briefings.length;
  // Observing it again reports at once whether the end of the list is visible.
  nearing.disconnect();
  if (shown === FIRST) nearing.observe(more);
  if (isPressed) made[0]?.querySelector("a").focus();
  isPressed = false;
}

function clear() {
  for (const { section, list } of Object.values(groups)) {
    section.hidden = true;
    list.replaceChildren();
  }
  forget();
}

function forget() {
  results = { explained: [], briefings: [] };
  shown = 0;
  isPressed = false;
}

// ------------------------------------------------------------------ facets

const isChosen = () => Object.keys(chosen).length > 0;

/** Whether what is chosen, or open, needs the files of the facets. */
const needsFacets = () => Object.keys(chosen).some((name) => name !== YEAR)
  || facets.some((facet) => facet.dataset.facet !== YEAR && facet.open);

/** The chips of a facet, with the numbers of pages that are left. */
function showChips(facet, values) {
  const { facet: name } = facet.dataset;
  const box = facet.matches("[data-chips]") ? facet : facet.querySelector("[data-chips]");
  const wanted = chosen[name];
  const some = wanted && !values.some(([value]) => value === wanted) ? [[wanted, 0], ...values] : values;
  const isShown = (at) => Boolean(facet.dataset.all) || at < CHIPS[name] || some[at][0] === wanted;
  const chips = some.map(([value, number], at) => {
    const chip = element("button", "chip", value[0].toLocaleUpperCase(said.locale) + value.slice(1),
      element("span", "chip__number", NUMBERS.format(number)));
    chip.type = "button";
    chip.value = value;
    chip.setAttribute("aria-pressed", String(value === wanted));
    chip.hidden = !isShown(at);
    return chip;
  });
  const focused = box.contains(document.activeElement) ? document.activeElement.value : "";
  box.replaceChildren(...chips);
  if (chips.some(({ hidden }) => hidden)) {
    const all = element("button", "chip chip--all", phrase(said.all, { number: NUMBERS.format(chips.length) }));
    all.type = "button";
    box.append(all);
  }
  if (focused) chips.find(({ value }) => value === focused)?.focus();
  facet.hidden = name === YEAR && chips.length < 2 && !wanted;
}

/** Show the values that the found briefings have, before a choice in the same facet. */
function showFacets(pages, all) {
  for (const facet of facets) {
    const { facet: name } = facet.dataset;
    if (name !== YEAR && all.length === 0) continue;
    const others = Object.fromEntries(Object.entries(chosen).filter(([other]) => other !== name));
    showChips(facet, counts(narrowed(pages, others, all), name, all, said.locale));
  }
}

for (const facet of facets) {
  facet.addEventListener("toggle", () => {
    if (facet.open) search();
  });
  facet.addEventListener("click", ({ target }) => {
    const chip = target.closest("button.chip");
    if (!chip) return;
    if (chip.value) {
      const { facet: name } = facet.dataset;
      const { [name]: before, ...others } = chosen;
      chosen = before === chip.value ? others : { ...others, [name]: chip.value };
      writeAddress();
      search();
      return;
    }
    facet.dataset.all = "yes";
    const hidden = [...facet.querySelectorAll(".chip[hidden]")];
    for (const one of hidden) one.hidden = false;
    chip.remove();
    hidden[0]?.focus();
  });
}

// ------------------------------------------------------------------ searching

/** Show what a query names before the index is there: a tenth of what a search loads. */
async function showNamed(found, mine) {
  if (isReady || found.length === 0 || isChosen()) return;
  const { index } = await open();
  results.explained = explained(found, [], [], [], index.explained);
  await showExplained(mine);
}

async function search() {
  const words = field.value.trim();
  const mine = ++turn;
  if (!words && !isChosen()) {
    clear();
    say(said.ask);
    return;
  }
  if (words && !isReady) say(said.searching);
  let answer;
  let all = [];
  try {
    const here = await open();
    const known = words ? await named(words, here) : null;
    if (mine !== turn) return;
    [answer, all] = await Promise.all([
      known ? find(known, here) : null,
      needsFacets() || !words ? here.index.facets() : [],
      known ? showNamed(mentioned(known.matches.filter(({ isSlip }) => !isSlip)), mine) : null,
    ]);
    isReady = true;
    answer ??= everything(all, here.index);
  } catch {
    if (mine !== turn) return;
    clear();
    say(said.failed);
    return;
  }
  if (mine !== turn) return;
  forget();
  const order = sort.value || (words ? "" : "newest");
  const left = narrowed(answer.briefings, chosen, all);
  results = {
    explained: isChosen() ? [] : answer.explained,
    briefings: order ? byDay(left, dayOf, order === "newest") : left,
  };
  showFacets(answer.briefings, all);
  await Promise.all([showExplained(mine), showMore(mine)]);
  if (mine === turn) sayFound(words, answer);
}

/** All briefings, for a selection without words. */
const everything = (all, index) => ({
  explained: [],
  briefings: all.flatMap(({ pages }, bundle) => (bundle === index.explained ? [] : pages.map((id) => ({ bundle, id, score: 0, places: [] })))),
  instead: "",
  meant: [],
  isNear: false,
  isPartial: false,
});

function sayFound(words, { instead, meant, isNear, isPartial }) {
  const number = results.explained.length + results.briefings.length;
  if (number === 0) say(phrase(isChosen() ? said.nothingSelected : said.nothing, { words }));
  else if (!words) say(counted(said.selected, number, {}));
  else if (instead) say(phrase(said.instead, { words, instead }), " ", counted(said.found, number, { words: instead }));
  else if (meant.length > 0) say(counted(said.found, number, { words }), " ", phrase(said.meant, { names: LISTS.format(meant) }));
  else if (isNear) say(counted(said.found, number, { words }), " ", said.near);
  else if (isPartial) say(said.partial, " ", counted(said.found, number, { words }));
  else say(counted(said.found, number, { words }));
}

// ------------------------------------------------------------------ the address

function writeAddress() {
  const address = new URL(location.href);
  const values = { q: field.value.trim(), sort: sort.value, ...Object.fromEntries(facets.map(({ dataset }) => [dataset.facet, chosen[dataset.facet]])) };
  for (const [name, value] of Object.entries(values)) {
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
  }
  if (address.href !== location.href) history.replaceState(history.state, "", address);
}

function readAddress() {
  const asked = new URL(location.href).searchParams;
  field.value = asked.get("q") ?? "";
  sort.value = asked.get("sort") ?? "";
  chosen = {};
  for (const facet of facets) {
    const wanted = asked.get(facet.dataset.facet);
    if (!wanted) continue;
    chosen[facet.dataset.facet] = wanted;
    facet.open = true;
  }
}

// ------------------------------------------------------------------ events

field.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(() => {
    writeAddress();
    search();
  }, PAUSE);
});

sort.addEventListener("change", () => {
  writeAddress();
  search();
});

// The arrow keys move from the field through the results and back.
document.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
  const stops = [field, ...document.querySelectorAll("[data-search-group] h3 a")];
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

groups.briefings.more.addEventListener("click", () => {
  isPressed = true;
  showMore(turn);
});

groups.explained.more.addEventListener("click", () => showExplained(turn, true));

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
if (!field.value && !isChosen()) field.focus({ preventScroll: true });
// Below the results, so that they do not move it.
search().finally(() => { option.hidden = false; });
