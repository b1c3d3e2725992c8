// Which annotations of an article are shown: all, notes only, or none. The choice is kept for all articles. The
// stylesheet follows the attribute of the page, which is set before the first paint; see head.html.

const page = document.documentElement;
const choices = [...document.querySelectorAll(".annotations input")];
const hasNotes = document.querySelector(".article .note") !== null;
const mentions = [...document.querySelectorAll(".article a.mention")].map((link) => [link, link.getAttribute("href")]);

function kept() {
  try { return localStorage.getItem("annotations") ?? "all"; } catch { return page.dataset.annotations; }
}

function show(wanted) {
  const other = wanted === "notes" && !hasNotes ? "none" : "all";
  const mode = choices.some(({ value }) => value === wanted) ? wanted : other;
  page.dataset.annotations = mode;
  for (const choice of choices) choice.checked = choice.value === mode;
  // Words that do not look like a link are none: neither for the keyboard nor for assistive technology.
  for (const [link, address] of mentions) {
    if (mode === "all") link.setAttribute("href", address);
    else link.removeAttribute("href");
  }
}

/** Who follows a link to a note sees it; the choice stays for other articles. */
function showTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (page.dataset.annotations !== "none" || !target?.matches(".note, .article [role=doc-noteref]")) return;
  show("notes");
  target.scrollIntoView();
}

if (choices.length > 0) {
  show(page.dataset.annotations);
  for (const choice of choices) {
    choice.addEventListener("change", () => {
      show(choice.value);
      try { localStorage.setItem("annotations", choice.value); } catch { /* not possible in private windows */ }
    });
  }
  window.addEventListener("hashchange", showTarget);
  // A page that the browser has kept does not know what was chosen since.
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) show(kept());
  });
}
