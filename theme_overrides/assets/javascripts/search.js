// The search page: Pagefind finds, this file shows. The address always says what is being looked for,
// so that a search can be bookmarked, sent and reached with the back button.

import { slash } from "./comforts.js";

const PAGE = 10;
const SECTIONS = 3;
const PAUSE = 200;

const form = document.querySelector("[data-search]");
const field = form.elements.q;
const status = document.querySelector("[data-search-status]");
const list = document.querySelector("[data-search-results]");
const more = document.querySelector("[data-search-more]");
const facets = [...form.querySelectorAll("[data-search-facets] select:not([name=sort])")];
const sort = form.elements.sort;
const ORDERS = { newest: { date: "desc" }, oldest: { date: "asc" } };
const NEAREST = 3;
const base = new URL(`${form.dataset.base.replace(/\/$/, "")}/`, location.href);

let pagefind = null;
let results = [];
let shown = 0;
let turn = 0;
let pause = 0;

/** Loaded at the first search only: an idle page costs nothing. A failed load is tried again. */
function load() {
  pagefind ??= import(new URL("pagefind/pagefind.js", base).href)
    .then(async (module) => {
      await module.options({ baseUrl: base.pathname, excerptLength: 28 });
      await module.init();
      offer(await module.filters());
      return module;
    })
    .catch((error) => {
      pagefind = null;
      throw error;
    });
  return pagefind;
}

/** Excerpts arrive as HTML made from foreign text: only its words and its marks are taken over. */
function excerpt(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
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
  return paragraph;
}

const tidy = (title) => title.replace(/\s*¶\s*$/, "");

function linkTo(address, title) {
  const link = document.createElement("a");
  link.href = new URL(address, base).href;
  link.textContent = tidy(title);
  return link;
}

function facts(meta) {
  const line = document.createElement("p");
  line.className = "facts";
  const kind = meta.kind ? meta.kind[0].toUpperCase() + meta.kind.slice(1) : "";
  line.append(kind);
  if (meta.published) {
    const time = document.createElement("time");
    time.dateTime = meta.published;
    const date = new Date(`${meta.published.slice(0, 10)}T00:00:00Z`);
    time.textContent = Number.isNaN(date.getTime())
      ? meta.published
      : date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
    line.append(" · ", time);
  }
  return line;
}

function resultItem(page) {
  const item = document.createElement("li");
  item.className = "search-result";
  const heading = document.createElement("h2");
  heading.append(linkTo(page.url, page.meta.title ?? page.url));
  item.append(heading, facts(page.meta), excerpt(page.excerpt));

  const sections = page.sub_results.filter((section) => section.url !== page.url && section.title !== page.meta.title);
  // A title's own anchor repeats the page; the first three sections say enough.
  const elsewhere = sections.slice(0, SECTIONS);
  if (elsewhere.length > 0) {
    const sub = document.createElement("ul");
    sub.className = "search-result__sections";
    for (const section of elsewhere) {
      const entry = document.createElement("li");
      entry.append(linkTo(section.url, section.title), excerpt(section.excerpt));
      sub.append(entry);
    }
    item.append(sub);
  }
  return item;
}

async function showMore(mine, moveFocus) {
  const pages = await Promise.all(results.slice(shown, shown + PAGE).map((result) => result.data()));
  if (mine !== turn) return;
  const items = pages.map(resultItem);
  list.append(...items);
  shown += pages.length;
  more.hidden = shown >= results.length;
  if (moveFocus) items[0]?.querySelector("a").focus();
}

function say(words) {
  status.textContent = words;
}

function clear() {
  list.replaceChildren();
  more.hidden = true;
  results = [];
  shown = 0;
}

// ------------------------------------------------------------------ facets

const chosen = () => Object.fromEntries(facets.filter(({ value }) => value).map(({ name, value }) => [name, value]));

/** Fill the menus with what the index holds, the newest year and the commonest value first. */
function offer(filters) {
  for (const menu of facets) {
    const wanted = menu.dataset.wanted ?? menu.value;
    const values = Object.entries(filters[menu.name] ?? {});
    values.sort(([a, n], [b, m]) => (menu.name === "year" ? b.localeCompare(a) : m - n || a.localeCompare(b)));
    menu.replaceChildren(menu.options[0], ...values.map(([value]) => new Option(shownAs(value), value)));
    menu.closest("label").hidden = values.length < 2;
    menu.value = values.some(([value]) => value === wanted) ? wanted : "";
    delete menu.dataset.wanted;
  }
}

const shownAs = (value) => value[0].toUpperCase() + value.slice(1);

/** Say at each value how many pages it leaves. */
function count(filters) {
  for (const menu of facets) {
    for (const option of [...menu.options].slice(1)) {
      const number = filters[menu.name]?.[option.value] ?? 0;
      option.textContent = `${shownAs(option.value)} (${number})`;
      option.disabled = number === 0 && !option.selected;
    }
  }
}

const pairs = (word) => {
  const folded = ` ${word.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "")} `;
  return new Set([...folded].slice(1).map((letter, at) => folded[at] + letter));
};

/** The subjects whose names share most pairs of letters with the words: Dice's coefficient. */
function nearest(words) {
  const mine = pairs(words);
  const subjects = facets.find(({ name }) => name === "subject");
  return [...subjects.options].slice(1)
    .map(({ value }) => {
      const theirs = pairs(value);
      const common = [...mine].filter((pair) => theirs.has(pair)).length;
      return { value, likeness: (2 * common) / (mine.size + theirs.size) };
    })
    .filter(({ likeness }) => likeness > 0.3)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, NEAREST);
}

function sayNothingFound(words) {
  const narrowed = Object.keys(chosen()).length > 0;
  say(`Nothing found for “${words}”${narrowed ? " in this selection" : ""}. Fewer words, or another spelling, may find more.`);
  const near = narrowed ? [] : nearest(words);
  if (near.length === 0) return;
  status.append(" Briefings about: ");
  near.forEach(({ value }, number) => {
    const link = document.createElement("a");
    link.href = `?${new URLSearchParams({ subject: value })}`;
    link.textContent = value;
    status.append(number ? ", " : "", link);
  });
}

// ------------------------------------------------------------------ searching

async function search() {
  const words = field.value.trim();
  const mine = ++turn;
  let found;
  if (words) say("Searching …");
  try {
    // The menus are filled when somebody means to search: they come with the index.
    const index = words || waiting() ? await load() : null;
    const filters = chosen();
    if (!words && Object.keys(filters).length === 0) {
      if (mine !== turn) return;
      clear();
      say("Type a name, a place, a document or any words of a text.");
      return;
    }
    found = await index.search(words || null, { filters, sort: ORDERS[sort.value] });
  } catch {
    if (mine !== turn) return;
    clear();
    say("The search index is missing. It is made after the pages are built: run “pagefind --site” on the folder of the built site, and open the site through a web server.");
    return;
  }
  if (mine !== turn) return;
  clear();
  count(found.filters);
  results = found.results;
  if (results.length === 0) {
    sayNothingFound(words);
    return;
  }
  await showMore(mine, false);
  const pages = `${results.length} ${results.length === 1 ? "page" : "pages"}`;
  if (mine === turn) say(words ? `${pages} found for “${words}”.` : `${pages} in this selection.`);
}

/** Whether the address asks for a selection, or a menu has been touched. */
const waiting = () => facets.some((menu) => menu.value || menu.dataset.wanted) || pagefind !== null;

function writeAddress() {
  const address = new URL(location.href);
  for (const control of [field, ...facets, sort]) {
    const value = control.value.trim();
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
    if (menu.value !== wanted) menu.dataset.wanted = wanted;
  }
}

field.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(() => {
    writeAddress();
    search();
  }, PAUSE);
});

form.querySelector("[data-search-facets]").addEventListener("change", () => {
  writeAddress();
  search();
});

form.querySelector("[data-search-facets]").addEventListener("focusin", () => load().catch(() => {}), { once: true });

// The arrow keys walk from the field through the results and back.
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

more.addEventListener("click", () => showMore(turn, true));

window.addEventListener("popstate", () => {
  readAddress();
  search();
});

const option = document.querySelector("[data-search-option]");
const box = option.querySelector("input");
box.checked = slash.on;
box.addEventListener("change", () => { slash.on = box.checked; });

readAddress();
if (!field.value && !waiting()) field.focus({ preventScroll: true });
// Below what is found, so that it is not moved by it.
search().finally(() => { option.hidden = false; });
