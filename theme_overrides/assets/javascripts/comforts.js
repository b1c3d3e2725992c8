// For every page: light or dark by choice, the search field and "/", the current section in the contents, and the
// state of what a stylesheet opens.

// ------------------------------------------------------------------ light and dark

const page = document.documentElement;
const schemeSwitch = document.querySelector("[data-scheme-switch]");

if (schemeSwitch) {
  // The choices, in their order; "" is the setting of the system.
  const order = JSON.parse(schemeSwitch.dataset.order ?? '["", "light", "dark"]');
  const names = JSON.parse(schemeSwitch.dataset.words);

  const isSystemDark = () => matchMedia("(prefers-color-scheme: dark)").matches;

  // Where the setting of the system is no choice, a reader who has chosen nothing begins with what is shown.
  if (!order.includes(page.dataset.scheme)) {
    const shown = getComputedStyle(page).colorScheme;
    const dark = shown === "dark" || (shown !== "light" && isSystemDark());
    page.dataset.scheme = order.includes("") ? "" : dark ? "dark" : "light";
  }

  // Every click changes what is shown, so a choice that looks like the present one is passed over.
  const seen = (scheme) => scheme || (isSystemDark() ? "dark" : "light");
  const next = () => {
    const now = order.indexOf(page.dataset.scheme);
    const others = [...order.slice(now + 1), ...order.slice(0, now)];
    return others.find((scheme) => seen(scheme) !== seen(page.dataset.scheme)) ?? others[0];
  };
  const nameSwitch = () => { schemeSwitch.title = names[next()]; };

  schemeSwitch.addEventListener("click", () => {
    page.dataset.scheme = next();
    try { localStorage.setItem("scheme", page.dataset.scheme); } catch { /* not possible in private windows */ }
    nameSwitch();
  });
  nameSwitch();
}

// ------------------------------------------------------------------ names of a long list

const filter = document.querySelector("[data-filter]");

function followFilter(wordsOf) {
  const field = filter.querySelector("input");
  const status = filter.querySelector("[role=status]");
  // As in the search: "Édith" is found by "edith", "Łódź" by "lodz".
  const folded = (text) => wordsOf(text).join(" ");
  const groups = [...document.querySelectorAll(":is(.catalogue, .tally) > .group")];
  const names = groups.map((group) => [...group.querySelectorAll("dt, li")].map((name) => {
    const summary = name.nextElementSibling?.closest("dd");
    return { elements: summary ? [name, summary] : [name], text: folded(name.textContent) };
  }));

  const choose = () => {
    const wanted = folded(field.value);
    let shown = 0;
    groups.forEach((group, number) => {
      const found = names[number].filter(({ elements, text }) => {
        const hidden = !text.includes(wanted);
        elements.forEach((element) => { element.hidden = hidden; });
        return !hidden;
      });
      group.hidden = !found.length;
      shown += found.length;
    });
    status.textContent = shown ? "" : status.dataset.none;
  };
  field.addEventListener("input", choose);
  filter.hidden = false;
  // A browser fills the field again when a reader comes back.
  choose();
}

if (filter) import("./search/words.js").then(({ wordsOf }) => followFilter(wordsOf));

// ------------------------------------------------------------------ the menu

// A popover closes when something else is pressed. It must also close after a link to this page and when
// Tab leaves it.
const drawer = document.getElementById("__drawer");
drawer.addEventListener("click", (event) => {
  if (event.target.closest("a")) drawer.hidePopover();
});
drawer.addEventListener("focusout", ({ relatedTarget }) => {
  if (relatedTarget && !drawer.contains(relatedTarget)) drawer.hidePopover();
});

// ------------------------------------------------------------------ the search field, and "/" that leads to it

const KEY = "slash-opens-search";

// Speech input can type a stray "/", so WCAG 2.1.4 requires that the key can be turned off. The checkbox
// for it is on the search page.
export const slash = {
  get on() {
    try { return localStorage.getItem(KEY) !== "off"; } catch { return true; }
  },
  set on(value) {
    try { localStorage.setItem(KEY, value ? "on" : "off"); } catch { /* not possible in private windows */ }
  },
};

const takesText = (element) =>
  element.isContentEditable || element.matches("textarea, select, input:not([type=checkbox], [type=radio])");

// In narrow windows a popover holds the field. It has the focus before the keyboard of a phone would refuse to open.
const box = document.querySelector("[data-search-box]");
const cover = document.getElementById("__search");

function find() {
  const field = document.getElementById("search-words") ?? box?.elements.q;
  if (!field) return;
  if (cover && !field.checkVisibility()) cover.showPopover();
  field.select();
}

document.querySelector(".masthead__find")?.addEventListener("click", (event) => {
  event.preventDefault();
  find();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || takesText(event.target) || !slash.on) return;
  event.preventDefault();
  find();
});

if (box) {
  if (slash.on) {
    box.elements.q.setAttribute("aria-keyshortcuts", "/");
    box.classList.add("search-box--key");
  }
  box.addEventListener("focusin", () => import("./suggestions.js").then(({ suggest }) => suggest(box)), { once: true });
}

// ------------------------------------------------------------------ the current section in the contents

// The current section is the last one that begins above the upper third of the window.
const places = [...document.querySelectorAll(".contents a")]
  .map((entry) => ({ entry, heading: document.getElementById(decodeURIComponent(entry.hash.slice(1))) }))
  .filter(({ heading }) => heading);

function follow() {
  const line = window.innerHeight / 3;
  const here = places.findLast(({ heading }) => heading.getBoundingClientRect().top < line)?.entry;
  for (const { entry } of places) {
    if (entry === here) entry.setAttribute("aria-current", "true");
    else entry.removeAttribute("aria-current");
  }
}

if (places.length > 0) {
  const sections = new IntersectionObserver(follow, { rootMargin: "0px 0px -66%" });
  for (const { heading } of places) sections.observe(heading);
}

// ------------------------------------------------------------------ what followed an article

// The stylesheet shows it where there is room; assistive technology learns of it from the attribute.
const since = document.querySelector(".since");
if (since) {
  const room = matchMedia("(min-width: 45em)");
  const adapt = () => {
    since.open = room.matches;
    since.querySelector("summary").tabIndex = room.matches ? -1 : 0;
  };
  room.addEventListener("change", adapt);
  adapt();
}
