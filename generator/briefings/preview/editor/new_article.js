// @ts-check
// The page "New article": drop a file, or give an address or a text. It is taken in, and opened.

/** @import { Desk } from "./desk.js" */
/** @import { NewArticle, TakenIn } from "./types.d.ts" */
import { button, english, make } from "./dom.js";
import { refusalOf } from "./refusals.js";
import { sheet, surface } from "./surface.js";

/** The address of the page; the preview answers with a page of the site, whose content this replaces. */
export const NEW_ARTICLE = "/-preview/new-article";

const STYLE = sheet(`
  :host { display: block; }
  .page { display: grid; gap: 28px; max-width: 40rem; margin: 0 auto; padding: 2.4rem 0 3rem; }
  .page > :empty { display: none; }
  h1 { margin: 0; font: 650 2.2em/1.15 var(--serif, serif); }
  h2 { margin-bottom: 8px; font-size: 1.05em; }
  form { display: grid; gap: 10px; }
  .drop {
    display: grid; justify-items: center; gap: 10px; padding: 44px 24px; text-align: center;
    border: 1.5px dashed var(--rule-strong, GrayText); border-radius: 6px; background: var(--paper-raised, Canvas);
  }
  .drop.over { border-color: var(--accent, Highlight); background: var(--paper-sunk, Canvas); }
  .drop strong { font: 650 1.25em/1.3 var(--serif, serif); }
  input[type="file"] { display: none; }
  .side { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 10px; align-items: end; }
  label { display: grid; gap: 4px; }
  label > * { font-weight: 400; }
  .text { min-height: 12em; }
  .taken { padding: 16px 20px; }
  .taken li { margin-top: 8px; }
  .path { font: 0.9em/1.5 ui-monospace, Menlo, Consolas, monospace; color: var(--ink-soft, CanvasText); }
  .refusal { padding: 12px 16px; background: var(--paper-sunk, Canvas); border-radius: 3px; }
  .row { justify-content: flex-end; }
  @media (max-width: 45em) { .page { padding-inline: 16px; } }
  @media (max-width: 30em) { .side { grid-template-columns: minmax(0, 1fr); } .drop { padding: 28px 16px; } }
`);

/** @param {File} file @returns {Promise<string>} its bytes in base64 */
async function bytesOf(file) {
  const reader = new FileReader();
  reader.readAsDataURL(file);
  await new Promise((resolve, reject) => { [reader.onload, reader.onerror] = [resolve, reject]; });
  const address = String(reader.result);
  return address.slice(address.indexOf(",") + 1);
}

/**
 * Show the page in place of the content of this one.
 *
 * @param {Desk} desk
 */
export function newArticle(desk) {
  const { api, words } = desk;
  const result = make("div", { role: "status" });

  /**
   * @param {TakenIn} taken
   * @param {NewArticle} article
   */
  function show({ added, files, undo, problems, duplicates, url }, article) {
    if (undo) desk.done.record({ files: files.map((path) => ({ path, digest: "", diff: "" })), undo, ledger: null, url }, words.say("newArticle"));
    // The panel of its page shows what is still unknown.
    const isOne = added.length === 1 && !duplicates.length && problems.every(({ severity }) => severity === "warning");
    if (isOne) return location.assign(url);
    const anyway = button(words.say("takeAnyway"), () => take({ ...article, anyway: true }));
    const shown = make("div", { className: "raised taken" },
      ...added.map((one) => make("p", {}, words.say("takenIn"), " ", english("bdi", one.path, "path"), " ",
        make("a", { href: one.url }, words.say("openIt")))),
      make("ul", {},
        ...duplicates.map((one) => make("li", {}, words.say("sameStory"), " ", make("a", { href: one.url, dir: "auto" }, one.title))),
        ...problems.map(({ message, hint, severity }) => make("li", {}, english("p", message, severity), english("p", hint, "soft")))),
      ...(duplicates.length ? [make("p", { className: "row" }, anyway)] : []));
    result.replaceChildren(shown);
    /** @type {HTMLElement | null} */ (shown.querySelector("a, button"))?.focus();
  }

  /** @param {NewArticle} article */
  async function take(article) {
    result.replaceChildren(make("p", { className: "soft" }, words.say("wait")));
    const answer = await api.article(article);
    if (answer.ok) show(answer.value, article);
    else result.replaceChildren(refusalOf(answer.refusal, words));
    result.scrollIntoView({ block: "nearest" });
  }

  /** @param {FileList | null | undefined} files */
  async function takeFile(files) {
    const file = files?.[0];
    if (file) take({ name: file.name, content: await bytesOf(file) });
  }

  const chooser = make("input", { type: "file", tabIndex: -1, "aria-label": words.say("chooseFile"), onchange: () => takeFile(chooser.files) });
  const drop = make("div", { className: "drop" }, make("strong", {}, words.say("dropFile")),
    button(words.say("chooseFile"), () => chooser.click(), { className: "chief" }), chooser,
    make("span", { className: "soft" }, words.say("captures")));
  const address = make("input", { type: "url", required: true, placeholder: "https://", dir: "ltr" });
  const text = make("textarea", { className: "text", required: true, dir: "auto" });
  const title = make("input", { type: "text", dir: "auto" });
  const takeIn = () => make("button", { type: "submit" }, words.say("takeIn"));
  const byAddress = make("form", { className: "side" }, make("label", {}, words.say("fromAddress"), address), takeIn());
  const byText = make("form", {}, make("h2", {}, words.say("fromText")), make("label", {}, words.say("title"), title),
    make("label", {}, words.say("text"), text), make("div", { className: "row" }, takeIn()));
  byAddress.addEventListener("submit", (event) => {
    event.preventDefault();
    take({ address: address.value });
  });
  byText.addEventListener("submit", (event) => {
    event.preventDefault();
    take({ text: text.value, title: title.value });
  });
  // The browser would open a file that is dropped beside the box, and leave the page.
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
  document.addEventListener("dragleave", () => drop.classList.remove("over"));
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    takeFile(event.dataTransfer?.files);
  });
  // What is pasted outside of a field goes where it belongs; a press on the button takes it in.
  document.addEventListener("paste", ({ clipboardData, composedPath: _, target }) => {
    const inField = target instanceof Element && target.shadowRoot?.activeElement?.matches("input, textarea");
    if (inField || !clipboardData) return;
    const pasted = clipboardData.getData("text/plain").trim();
    if (clipboardData.files.length) takeFile(clipboardData.files);
    else if (/^https?:\/\/\S+$/.test(pasted)) {
      address.value = pasted;
      address.focus();
    } else if (pasted) {
      text.value = pasted;
      title.focus();
    }
  });
  const root = surface("briefings-new-article", STYLE);
  document.querySelector("main")?.replaceChildren(root.host);
  document.title = words.say("newArticle");
  root.append(make("div", { className: "surface page" }, make("h1", {}, words.say("newArticle")), result, drop, byAddress, byText));
}
