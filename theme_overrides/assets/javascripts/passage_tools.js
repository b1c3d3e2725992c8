// The tools for a passage that a reader selects: a link to it, and a quotation with its source. The toolbar stands
// beside the selection and never on it. Tab leads to it, the arrow keys through it, Escape closes it.

import { ADDED, articleAt, pointer, textOf, wordsOf } from "./cite.js";
import { directiveOf } from "./text_fragments.js";

const SETTLED = 150;
const SAID_FOR = 2000;
const GAP = 8;
/** Below a selection of a touch screen are its handles, above it are the tools of the system. */
const HANDLES = 36;
const EDGE = 8;

const tools = document.querySelector(".passage-tools");
const buttons = [...tools.querySelectorAll("button")];
const [own] = buttons;
const status = tools.querySelector("[role=status]");
const said = JSON.parse(tools.dataset.words);
const here = location.href.split("#")[0];
const isLeftwards = document.documentElement.dir === "rtl";

let passage = null;
let settling = 0;
let speaking = 0;

// ------------------------------------------------------------------ the passage

/** What is selected of an article, without what is selected around it; null for none. */
function selected() {
  const selection = getSelection();
  if (selection.isCollapsed) return null;
  const range = selection.getRangeAt(0).cloneRange();
  const article = articleAt(range);
  if (!article) return null;
  if (!article.contains(range.startContainer)) range.setStart(article, 0);
  if (!article.contains(range.endContainer)) range.setEnd(article, article.childNodes.length);
  return wordsOf(range).textContent.trim() ? { range, article } : null;
}

/** The id of the paragraph or heading that a passage begins with; empty if it comes before all of them. */
function idAt({ range, article }) {
  const all = [...article.querySelectorAll("p[id], :is(h2, h3, h4, h5, h6)[id]")];
  const isBefore = (element) => element.compareDocumentPosition(range.startContainer) & Node.DOCUMENT_POSITION_FOLLOWING;
  const nearest = all.findLast((element) => element.contains(range.startContainer) || isBefore(element));
  return nearest?.id ?? "";
}

function linkTo(found) {
  const directive = directiveOf(found.range, found.article, ADDED);
  return `${here}#${idAt(found)}${directive && `:~:${directive}`}`;
}

/** Words in quotation marks, with the language that they have. */
function quotationOf({ range, article }) {
  const quotation = document.createElement("blockquote");
  quotation.append(...wordsOf(range).childNodes);
  quotation.lang = article.lang;
  quotation.dir = article.dir;
  const texts = document.createTreeWalker(quotation, NodeFilter.SHOW_TEXT, (text) =>
    text.data.trim() ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP);
  const [opening, closing] = said.quoted.split("{text}");
  const first = texts.nextNode();
  first.data = opening + first.data.trimStart();
  let last = first;
  while (texts.nextNode()) last = texts.currentNode;
  last.data = last.data.trimEnd() + closing;
  return quotation;
}

/** The citation of the article; its address of this page, or one that it lacks, leads to the paragraph. */
function sourceOf(found) {
  const cited = document.querySelector(".citation").innerText.trim();
  const canonical = document.querySelector("link[rel=canonical]")?.href;
  const place = `#${idAt(found)}`;
  if (canonical && cited.includes(canonical)) return cited.replace(canonical, canonical + place);
  return cited.includes("://") ? cited : `${cited} ${here}${place}`;
}

/** A text as a paragraph whose addresses are links. */
function paragraph(text) {
  const made = document.createElement("p");
  for (const [number, part] of text.split(/(https?:\/\/\S+)/).entries()) {
    if (number % 2 === 0) made.append(part);
    else made.append(Object.assign(document.createElement("a"), { href: part, textContent: part }));
  }
  return made;
}

// ------------------------------------------------------------------ the clipboard

/** Copy a text, and HTML for programs that take it. */
async function copy(plain, html) {
  const flavours = { "text/plain": plain, ...(html && { "text/html": html }) };
  try {
    const blobs = Object.entries(flavours).map(([type, text]) => [type, new Blob([text], { type })]);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    return true;
  } catch {
    // Without TLS a page has no clipboard of its own, but may fill that of a copy.
    const fill = (event) => {
      for (const [type, text] of Object.entries(flavours)) event.clipboardData.setData(type, text);
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    window.addEventListener("copy", fill, { capture: true });
    const done = document.execCommand("copy");
    window.removeEventListener("copy", fill, { capture: true });
    return done;
  }
}

const copies = {
  link: (found) => copy(linkTo(found)),
  quotation: (found) => {
    const [quotation, source] = [quotationOf(found), sourceOf(found)];
    const html = quotation.outerHTML + paragraph(source).outerHTML;
    return copy(`${textOf(quotation).trim()}\n\n${source}`, html);
  },
};

for (const button of buttons) {
  button.addEventListener("click", async () => {
    // The same words are said again only if they come back.
    status.textContent = "";
    const done = await copies[button.dataset.copies](passage);
    const { offsetLeft: left, offsetTop: top, offsetWidth: width, offsetHeight: height } = button;
    Object.assign(status.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
    clearTimeout(speaking);
    status.textContent = done ? said[button.dataset.copies] : said.failed;
    speaking = setTimeout(() => { status.textContent = ""; }, SAID_FOR);
  });
}

/**
 * Add a button to the toolbar, before those of the theme.
 *
 * @param {string} label
 * @param {(passage: { range: Range, article: HTMLElement }) => void} act is called with what is selected
 */
export function offer(label, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  button.addEventListener("click", () => act(passage));
  own.before(button);
  buttons.splice(buttons.indexOf(own), 0, button);
  if (passage) place();
}

// ------------------------------------------------------------------ the place of the toolbar

/** Put the toolbar above the selection or below it; where neither has room, on the masthead. */
function place() {
  const lines = [...passage.range.getClientRects()].filter(({ width, height }) => width && height);
  const top = Math.min(...lines.map((line) => line.top));
  const bottom = Math.max(...lines.map((line) => line.bottom));
  const lid = Math.max(document.querySelector(".masthead").getBoundingClientRect().bottom, 0);
  tools.hidden = lines.length === 0 || bottom < lid || top > window.innerHeight;
  if (tools.hidden) return;
  const { offsetWidth: width, offsetHeight: height } = tools;
  const isTouch = pointer.type === "touch";
  const above = top - GAP - height;
  const below = bottom + (isTouch ? HANDLES : GAP);
  const hasRoom = (y) => y >= lid + EDGE && y + height <= window.innerHeight - EDGE;
  const side = isLeftwards
    ? Math.max(...lines.map((line) => line.right)) - width
    : Math.min(...lines.map((line) => line.left));
  const most = document.documentElement.clientWidth - EDGE - width;
  tools.style.top = `${(isTouch ? [below, above] : [above, below]).find(hasRoom) ?? Math.max((lid - height) / 2, 0)}px`;
  tools.style.left = `${Math.max(Math.min(side, most), EDGE)}px`;
}

function open() {
  passage = selected();
  if (passage) place();
  else tools.hidden = true;
}

function close() {
  if (!passage) return;
  if (tools.contains(document.activeElement)) returnToPassage();
  tools.hidden = true;
  passage = null;
}

/** Let Tab go on from the passage, which keeps its selection. */
function returnToPassage() {
  const { endContainer: end, startContainer: start } = passage.range;
  const block = (end.nodeType === Node.TEXT_NODE ? end : start).parentElement.closest("p, li, td, th, pre, h2, h3, h4, h5, h6, .article");
  block.tabIndex = -1;
  block.focus({ preventScroll: true });
  block.removeAttribute("tabindex");
}

// ------------------------------------------------------------------ pointer and keys

let isSettling = false;
function settle() {
  isSettling = true;
  clearTimeout(settling);
  settling = setTimeout(() => {
    if (pointer.isDown) return;
    isSettling = false;
    open();
  }, SETTLED);
}
document.addEventListener("selectionchange", () => {
  if (getSelection().isCollapsed) close();
  else settle();
});
document.addEventListener("pointerup", () => { if (isSettling) settle(); });
// A press on a button leaves the selection as it is.
tools.addEventListener("mousedown", (event) => event.preventDefault());

document.addEventListener("keydown", (event) => {
  if (!passage || tools.hidden) return;
  const at = buttons.indexOf(document.activeElement);
  if (event.key === "Escape") close();
  else if (event.key === "Tab" && at >= 0) close();
  else if (event.key === "Tab" && !event.shiftKey) {
    event.preventDefault();
    buttons[0].focus();
  } else if (at >= 0 && ["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) {
    event.preventDefault();
    const forward = isLeftwards ? "ArrowLeft" : "ArrowRight";
    const next = { Home: 0, End: buttons.length - 1 }[event.key] ?? at + (event.key === forward ? 1 : -1);
    buttons.at(next % buttons.length).focus();
  }
});

const follow = () => { if (passage) place(); };
window.addEventListener("scroll", follow, { passive: true });
window.addEventListener("resize", follow, { passive: true });

settle();
