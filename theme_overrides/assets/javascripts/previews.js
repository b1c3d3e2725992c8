// Previews: hovering over a mention shows the title and summary of its explainer beside the sentence.
//
// The words of a card are already on the page, in the background section, so readers without JavaScript miss
// only the shortcut. Its picture or map is on the page of the explainer, which is loaded when the card opens and
// has room for it. Cards follow WCAG 1.4.13: Escape dismisses a card,
// the pointer may move onto it, and it does not disappear by itself. A click on a link follows it; a tap
// shows the card first.

const OPEN_AFTER = 500;
const CLOSE_AFTER = 300;
const GAP = 8;
const EDGE = 12;
// A sheet is at most this part of the window.
const SHEET = 0.5;
const LINE = 24;

const withoutHash = (link) => link.href.replace(/#.*$/, "");

/** Summary and events of a definition, without links: a card has none. */
function readDefinition(definition) {
  const summary = document.createElement("p");
  summary.id = "preview-summary";
  summary.textContent = [...definition.querySelectorAll(".gist")].map((gist) => gist.textContent).join("");
  const told = [...definition.querySelectorAll(".moment, ul")].map((part) => part.cloneNode(true));
  for (const part of told) {
    for (const link of part.querySelectorAll("a")) link.replaceWith(...link.childNodes);
    for (const named of part.querySelectorAll("[id]")) named.removeAttribute("id");
  }
  return [summary, ...told];
}

// A file that is opened without a server cannot load others, and some readers pay for every byte.
const mayLoad = location.protocol.startsWith("http") && !navigator.connection?.saveData;

/** Explainer address → {title, said, shape}, from the background of the page. */
function readBackground() {
  const entries = new Map();
  for (const link of document.querySelectorAll(".background dt > a[href]")) {
    const said = readDefinition(link.parentElement.nextElementSibling);
    const shape = mayLoad ? link.parentElement.dataset.figure : "";
    entries.set(withoutHash(link), { title: link.textContent.trim(), said, shape });
  }
  return entries;
}

/** The lead picture of an explainer with its credit, or else its map. */
async function loadFigure(address) {
  const answer = await fetch(address);
  // Styles of editors, which the policy of this page does not allow, are of no use here.
  const html = (await answer.text()).replace(/<(?=style\b)|\s(?=style\s*=)/gi, "$&data-");
  const page = new DOMParser().parseFromString(html, "text/html");
  const picture = page.querySelector(".picture img");
  if (!picture) return [document.adoptNode(page.querySelector(".locator-map"))];
  // The first of its copies is the smallest.
  const [copy] = (picture.getAttribute("srcset") ?? picture.getAttribute("src")).split(" ");
  const image = Object.assign(new Image(), { src: new URL(copy, address), alt: "" });
  const credit = document.createElement("figcaption");
  credit.textContent = [...page.querySelectorAll(".picture bdi")].map((part) => part.textContent).join(" · ");
  await image.decode();
  return [image, credit];
}

const figures = new Map();
function figureOf(address) {
  if (!figures.has(address)) figures.set(address, loadFigure(address));
  return figures.get(address);
}

function makeCard() {
  const card = document.createElement("div");
  card.id = "preview";
  card.className = "preview";
  card.setAttribute("role", "tooltip");
  if ("popover" in card) card.popover = "manual";
  else card.hidden = true;
  // Inside the main landmark, so that its text belongs to a region of the page.
  document.querySelector("main").append(card);
  return card;
}

function fill(card, { title, said, shape }) {
  const heading = document.createElement("p");
  heading.className = "preview__title";
  heading.textContent = title;
  const hint = document.createElement("p");
  hint.className = "preview__hint";
  hint.textContent = document.querySelector(".background").dataset.hint;
  card.replaceChildren(heading, ...said.map((element) => element.cloneNode(true)), hint);
  if (!shape) return;
  const figure = document.createElement("figure");
  figure.style.setProperty("--shape", shape);
  card.prepend(figure);
}

/** The box of the line under the pointer, because a link can break over two lines. */
function lineAt(link, y) {
  const lines = [...link.getClientRects()];
  return Math.max(lines.findIndex(({ top, bottom }) => y >= top && y <= bottom), 0);
}

/** Whether a card is a sheet at the bottom of the window, as it is after a tap on a phone; see previews.css. */
const isSheet = (card) => card.classList.contains("preview--touch") && window.matchMedia("(max-width: 44.99em)").matches;

/** The space for a card below its link, and above. */
function roomAt(link) {
  const { top, bottom } = link.getBoundingClientRect();
  const ceiling = document.querySelector(".masthead")?.getBoundingClientRect().bottom ?? 0;
  return { below: window.innerHeight - bottom - GAP - EDGE, above: top - Math.max(ceiling, 0) - GAP - EDGE };
}

/**
 * The events of a card in the order in which they give way: the farthest from the day of the article first, and last
 * of all the first event after that day and the last one before it.
 */
function byDistance(card) {
  const events = (when) => [...card.querySelectorAll(`[data-when="${when}"] > li`)];
  const [before, about, after] = ["before", "about", "after"].map(events);
  return [...after.slice(1).reverse(), ...about, ...before.slice(0, -1), ...after.slice(0, 1), ...before.slice(-1)];
}

/** Show the picture and as many events as there is room for; the picture gives way first, and the summary never. */
function fit(card, link) {
  const room = isSheet(card) ? window.innerHeight * SHEET : Math.max(...Object.values(roomAt(link)));
  card.style.maxHeight = "none";
  for (const part of card.querySelectorAll("[hidden]")) part.hidden = false;
  for (const part of [...card.querySelectorAll("figure"), ...byDistance(card)]) {
    if (card.offsetHeight <= room) return;
    part.hidden = true;
    const list = part.closest("[data-when]");
    if (list) list.hidden = list.previousElementSibling.hidden = [...list.children].every((other) => other.hidden);
  }
}

/** Scroll a card; return whether it had more content. */
function scrolled(card, step) {
  const before = card.scrollTop;
  card.scrollTop += step;
  return card.scrollTop !== before;
}

/** Scroll a sentence that a sheet would cover above it, as far as it stays below the masthead. */
function uncover(card, link) {
  const paragraph = link.closest("p, li, dd, td, blockquote")?.getBoundingClientRect() ?? link.getBoundingClientRect();
  const covered = paragraph.bottom + GAP - card.getBoundingClientRect().top;
  window.scrollBy({ top: Math.max(Math.min(covered, roomAt(link).above), 0), behavior: "instant" });
}

function place(card, link, line) {
  if (isSheet(card)) {
    card.style.maxHeight = `${window.innerHeight * SHEET}px`;
    return;
  }
  const { below, above } = roomAt(link);
  card.style.maxHeight = `${Math.max(below, above, 0)}px`;
  const whole = link.getBoundingClientRect();
  const lines = link.getClientRects();
  const beside = lines[Math.min(line, lines.length - 1)] ?? whole;
  const isLeftwards = document.documentElement.dir === "rtl";
  card.style.setProperty("--line", `${isLeftwards ? whole.right - beside.right : beside.left - whole.left}px`);
  // A position fallback of the stylesheet would stay above when there is room below again.
  const height = card.offsetHeight;
  card.classList.toggle("preview--above", height > below);
  // The stylesheet does the rest in browsers with anchor positioning.
  if (getComputedStyle(card).positionAnchor === "--mention") return;
  card.style.top = `${height <= below ? whole.bottom + GAP : whole.top - GAP - height}px`;
  const start = isLeftwards ? beside.right - card.offsetWidth : beside.left;
  const left = Math.min(start, document.documentElement.clientWidth - EDGE - card.offsetWidth);
  card.style.left = `${Math.max(left, EDGE)}px`;
}

function start() {
  const background = readBackground();
  if (background.size === 0) return;

  const card = makeCard();
  let shownFor = null;
  let line = 0;
  let justArrived = true;
  let pointer = "";
  let waitingFor = null;
  let opening = 0;
  let closing = 0;

  const mentionAt = (target) => target instanceof Element && target.closest("a.mention[href]");

  /** Load the picture of the card, if it has room for one. */
  async function illustrate(link) {
    const figure = card.querySelector("figure:not([hidden]):empty");
    if (!figure) return;
    try {
      const parts = await figureOf(withoutHash(link));
      figure.replaceChildren(...parts.map((part) => part.cloneNode(true)));
    } catch {
      figure.remove();
    }
    if (shownFor !== link) return;
    fit(card, link);
    place(card, link, line);
  }

  function show(link, besideLine) {
    const entry = background.get(withoutHash(link));
    // A card would lie on the tools for a passage, or on the passage.
    if (!entry || document.querySelector(".passage-tools:not([hidden])")) return;
    clearTimeout(closing);
    if (shownFor === link) return;
    if (shownFor) hide();
    shownFor = link;
    line = besideLine;
    fill(card, entry);
    if (card.popover) card.showPopover();
    else card.hidden = false;
    link.setAttribute("aria-describedby", "preview-summary");
    fit(card, link);
    place(card, link, line);
    if (isSheet(card)) uncover(card, link);
    illustrate(link);
  }

  function hide() {
    clearTimeout(closing);
    if (!shownFor) return;
    shownFor.removeAttribute("aria-describedby");
    shownFor = null;
    card.classList.remove("preview--touch");
    if (card.popover) card.hidePopover();
    else card.hidden = true;
  }

  function stopWaiting() {
    clearTimeout(opening);
    waitingFor = null;
  }

  function dismiss() {
    stopWaiting();
    hide();
  }

  function hideSoon() {
    stopWaiting();
    clearTimeout(closing);
    closing = setTimeout(() => {
      const focused = mentionAt(document.activeElement);
      if (!(focused && focused === shownFor && focused.matches(":focus-visible"))) hide();
    }, CLOSE_AFTER);
  }

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    if (card.contains(event.target)) return clearTimeout(closing);
    const link = mentionAt(event.target);
    if (!link || link === waitingFor) return;
    if (link === shownFor) return clearTimeout(closing);
    stopWaiting();
    waitingFor = link;
    const beside = lineAt(link, event.clientY);
    opening = setTimeout(() => show(link, beside), OPEN_AFTER);
  });

  document.addEventListener("pointerout", (event) => {
    if (event.pointerType === "touch") return;
    const from = card.contains(event.target) ? card : mentionAt(event.target);
    if (from && !from.contains(event.relatedTarget)) hideSoon();
  });

  document.addEventListener("focusin", (event) => {
    const link = mentionAt(event.target);
    // No card for a click, which focuses the link too but follows it; and none for a reader who has just
    // followed a backlink to this mention: the card would cover the sentence.
    if (!link || !link.matches(":focus-visible") || (justArrived && link.matches(":target"))) return;
    show(link, 0);
  });

  document.addEventListener("focusout", (event) => {
    if (event.target === shownFor && !shownFor.matches(":hover") && !card.matches(":hover")) hideSoon();
  });

  // The type of the pointer, because not every browser reports it with a click.
  document.addEventListener("pointerdown", ({ pointerType }) => {
    pointer = pointerType;
  }, { capture: true });

  // A finger cannot hover: the first tap shows the card, the second follows the link.
  document.addEventListener("click", (event) => {
    const link = mentionAt(event.target);
    // A click without a pointer comes from the keyboard.
    if (event.detail > 0 && pointer === "touch" && link && link !== shownFor && background.has(withoutHash(link))) {
      event.preventDefault();
      hide();
      card.classList.add("preview--touch");
      show(link, lineAt(link, event.clientY));
    } else if (!card.contains(event.target)) dismiss();
  });

  document.addEventListener("keydown", (event) => {
    justArrived = false;
    if (event.key === "Escape") dismiss();
    // These keys scroll a card that is larger than the window.
    const step = { ArrowDown: LINE, ArrowUp: -LINE }[event.key];
    if (step && shownFor && shownFor === document.activeElement && scrolled(card, step)) event.preventDefault();
  });

  window.addEventListener("hashchange", () => {
    justArrived = true;
    dismiss();
  });

  const follow = ({ type }) => {
    if (!shownFor) return;
    const { bottom, top } = shownFor.getBoundingClientRect();
    if (bottom < 0 || top > window.innerHeight) return dismiss();
    if (type === "resize") {
      fit(card, shownFor);
      illustrate(shownFor);
    }
    place(card, shownFor, line);
  };
  window.addEventListener("scroll", follow, { passive: true });
  window.addEventListener("resize", follow, { passive: true });
  window.addEventListener("pagehide", dismiss);
}

start();
