// Copies a citation. Where a page may not write to the clipboard, the button selects the text instead.

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
