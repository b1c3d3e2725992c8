// Copies a citation, and of a selected passage the words of the article alone. Where a page may not write to the
// clipboard, the button selects the text instead.

const SAID_FOR = 2000;
const words = JSON.parse(document.querySelector(".cite").dataset.words);

function select(text) {
  const range = document.createRange();
  range.selectNodeContents(text);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text.textContent.trim());
    return words.copied;
  } catch {
    select(text);
    return words.selected;
  }
}

for (const text of document.querySelectorAll(".cite .citation, .cite pre")) {
  const format = text.closest("details")?.querySelector("summary").textContent;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  // The visible word comes from the stylesheet, so that it is not part of the page's text.
  button.dataset.word = words.copy;
  button.setAttribute("aria-label", format ? words.copyFormat.replace("{format}", format) : words.copyCitation);
  const status = document.createElement("span");
  status.className = "copy-status";
  status.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    status.textContent = await copy(text);
    setTimeout(() => { status.textContent = ""; }, SAID_FOR);
  });
  const line = document.createElement("p");
  line.className = "copy-line";
  line.append(button, " ", status);
  text.after(line);
}

// ------------------------------------------------------------------ the words of the article alone

/** Selects what editors added to an article. */
export const ADDED = ".brief, .since, .beside, .note, .note-refs, .headerlink, [role=doc-noteref]";
/** Elements that editors put around words of an article, and how the theme sets its words. */
const AROUND = ".mention, .note-mark, .dateline";

/** The words of a range in an element of their own, without what editors added. */
export function wordsOf(range) {
  const copied = document.createElement("div");
  copied.append(range.cloneContents());
  for (const added of copied.querySelectorAll(ADDED)) added.remove();
  for (const around of copied.querySelectorAll(AROUND)) around.replaceWith(...around.childNodes);
  for (const link of copied.querySelectorAll("a")) link.href = link.href;
  for (const part of copied.querySelectorAll("*")) for (const name of ["class", "id"]) part.removeAttribute(name);
  return copied;
}

/** The text of an element; only on the page does it have its line breaks. */
export function textOf(element) {
  document.body.append(element);
  const text = element.innerText;
  element.remove();
  return text;
}

/** The article that holds words of a range, unless the range is within what was added. */
export function articleAt(range) {
  const within = range.commonAncestorContainer;
  const element = within.nodeType === Node.ELEMENT_NODE ? within : within.parentElement;
  if (element.closest(ADDED)) return null;
  return [...document.querySelectorAll(".article")].find((article) => range.intersectsNode(article));
}

// What was added is left out of a copy, unless only that is selected.
document.addEventListener("copy", (event) => {
  const selection = getSelection();
  if (selection.isCollapsed || !articleAt(selection.getRangeAt(0))) return;
  const copied = wordsOf(selection.getRangeAt(0));
  event.clipboardData.setData("text/html", copied.innerHTML);
  event.clipboardData.setData("text/plain", textOf(copied));
  event.preventDefault();
});

// ------------------------------------------------------------------ the tools for a passage

/** What the reader points with, and whether a button of it is held down. */
export const pointer = { type: "", isDown: false };
document.addEventListener("pointerdown", ({ pointerType }) => {
  pointer.type = pointerType;
  pointer.isDown = pointerType !== "touch";
}, { capture: true });
for (const end of ["pointerup", "pointercancel"]) {
  document.addEventListener(end, () => { pointer.isDown = false; }, { capture: true });
}

// They are loaded when a reader selects something.
document.addEventListener("selectionchange", function begin() {
  const selection = getSelection();
  if (selection.isCollapsed || !articleAt(selection.getRangeAt(0))) return;
  document.removeEventListener("selectionchange", begin);
  if (document.querySelector(".passage-tools")) import("./passage_tools.js");
});
