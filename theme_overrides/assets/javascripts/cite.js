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

// What editors added to an article is left out of a copy, unless only that is selected.
const ADDED = ".brief, .since, .beside, .note, .note-refs, .headerlink, [role=doc-noteref]";
document.addEventListener("copy", (event) => {
  const selection = getSelection();
  if (selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  const within = range.commonAncestorContainer;
  const element = within.nodeType === Node.ELEMENT_NODE ? within : within.parentElement;
  const isOfArticle = [...document.querySelectorAll(".article")].some((article) => range.intersectsNode(article));
  if (!isOfArticle || element.closest(".beside, .note")) return;
  const copied = document.createElement("div");
  copied.append(range.cloneContents());
  for (const added of copied.querySelectorAll(ADDED)) added.remove();
  event.clipboardData.setData("text/html", copied.innerHTML);
  // Only the text of an element on the page has its line breaks.
  document.body.append(copied);
  event.clipboardData.setData("text/plain", copied.innerText);
  copied.remove();
  event.preventDefault();
});
