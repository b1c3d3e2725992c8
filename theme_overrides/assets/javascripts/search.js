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

async function search() {
  const words = field.value.trim();
  const mine = ++turn;
  if (!words) {
    clear();
    say("Type a name, a place, a document or any words of a text.");
    return;
  }
  say("Searching …");
  let found;
  try {
    found = await (await load()).search(words);
  } catch {
    if (mine !== turn) return;
    clear();
    say("The search index is missing. It is made after the pages are built: run “pagefind --site” on the folder of the built site, and open the site through a web server.");
    return;
  }
  if (mine !== turn) return;
  clear();
  results = found.results;
  if (results.length === 0) {
    say(`Nothing found for “${words}”. Fewer words, or another spelling, may find more.`);
    return;
  }
  await showMore(mine, false);
  if (mine === turn) say(`${results.length} ${results.length === 1 ? "page" : "pages"} found for “${words}”.`);
}

function writeAddress() {
  const address = new URL(location.href);
  const words = field.value.trim();
  if (words) address.searchParams.set("q", words);
  else address.searchParams.delete("q");
  if (address.href !== location.href) history.replaceState(history.state, "", address);
}

function readAddress() {
  field.value = new URL(location.href).searchParams.get("q") ?? "";
}

field.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(() => {
    writeAddress();
    search();
  }, PAUSE);
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
option.hidden = false;

readAddress();
if (!field.value) field.focus({ preventScroll: true });
search();
