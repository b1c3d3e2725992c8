// @ts-check
// "Write here": the fields and the text of an explainer beside what readers will see.

/** @import { Desk } from "./desk.js" */
/** @import { Edit, ExplainerFile, Fields } from "./types.d.ts" */
import { accepted, confirmed, DIFF, lines } from "./confirm.js";
import { button, english, make } from "./dom.js";
import { tab } from "./memory.js";
import { refusalOf } from "./refusals.js";
import { sheet, surface } from "./surface.js";

const SHOWN_AFTER = 250;
export const KINDS = ["person", "place", "organisation", "event", "document", "concept"];

const STYLE = sheet(`
  dialog {
    width: 100vw; height: 100vh; max-width: none; max-height: none; margin: 0; padding: 0; border: 0; overflow: hidden;
    flex-direction: column; background: var(--paper-raised, Canvas);
  }
  dialog[open] { display: flex; }
  .head { display: flex; align-items: center; gap: 12px; padding: 10px 24px; border-bottom: 1px solid var(--rule-strong, GrayText); }
  .head div { flex: 1; min-width: 0; }
  h2 { font: 650 1.3em/1.3 var(--serif, serif); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .path { text-align: -webkit-match-parent; text-align: match-parent; font: 0.88em/1.4 ui-monospace, Menlo, Consolas, monospace; color: var(--ink-soft, CanvasText); }
  .both { flex: 1; min-height: 0; display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
  form { display: flex; flex-direction: column; gap: 14px; padding: 18px 24px 24px; overflow: auto; }
  .two { display: grid; grid-template-columns: minmax(0, 2fr) minmax(0, 1fr); gap: 14px; }
  label { display: grid; gap: 4px; }
  label.check { display: flex; align-items: center; gap: 8px; font-weight: 400; }
  label > :is(input, textarea, select) { font-weight: 400; }
  .hint { font-weight: 400; color: var(--ink-soft, CanvasText); }
  .summary, .names { min-height: 34px; field-sizing: content; }
  .text { flex: 1; grid-template-rows: auto 1fr; min-height: 16em; }
  .text textarea { height: 100%; font: 1.08em/1.55 ui-monospace, Menlo, Consolas, monospace; resize: none; }
  .view { display: flex; flex-direction: column; min-width: 0; border-inline-start: 1px solid var(--rule, GrayText); background: var(--paper, Canvas); }
  iframe { flex: 1; width: 100%; min-height: 20em; border: 0; color-scheme: inherit; }
  .problems { padding: 10px 24px; border-top: 1px solid var(--rule, GrayText); }
  .refused:empty { display: none; }
  .refused { display: grid; gap: 8px; }
  .refusal, .kept { padding: 10px 12px; background: var(--paper-sunk, Canvas); border-radius: 3px; }
  .kept { justify-content: space-between; }
  @media (max-width: 45em) {
    .head { flex-wrap: wrap; padding: 10px 16px; }
    .head div { flex: 1 0 100%; }
    .head button { flex: 1; }
    .both { display: block; overflow: auto; }
    form { padding: 16px; overflow: visible; }
    .view { border-inline-start: 0; border-top: 1px solid var(--rule-strong, GrayText); }
  }
`);

/**
 * What somebody has typed into the fields of an explainer.
 *
 * @typedef {{ title: string, kind: string, summary: string, aliases: string, draft: boolean, text: string }} Typed
 */

/**
 * What the tab keeps of it until it is saved or discarded.
 *
 * @typedef {object} Kept
 * @property {string} path of the page on which it was typed
 * @property {string} digest of the file as it was then
 * @property {Typed} first what the file had
 * @property {Typed} typed
 * @property {boolean} isOpen
 */

const KEPT = "explainers";

/** @returns {Record<string, Kept>} by slug */
const allKept = () => tab.recall(KEPT) ?? {};

/** @param {string} slug @param {Kept | null} kept null to forget it */
function keep(slug, kept) {
  const { [slug]: _, ...others } = allKept();
  tab.keep(KEPT, kept ? { ...others, [slug]: kept } : others);
}

/** An empty page with the look of this one; no script runs in it. */
function emptyPage() {
  const page = document.implementation.createHTMLDocument();
  const { lang, dir, dataset } = document.documentElement;
  Object.assign(page.documentElement, { lang, dir });
  if (dataset.scheme !== undefined) page.documentElement.dataset.scheme = dataset.scheme;
  for (const link of document.querySelectorAll("link[rel=stylesheet]")) page.head.append(page.importNode(link));
  return `<!doctype html>${page.documentElement.outerHTML}`;
}

/**
 * Write an explainer beside its preview.
 *
 * @param {Desk} desk
 * @param {string} slug
 */
export async function writeExplainer(desk, slug) {
  const answer = await desk.api.explainer(slug);
  if (answer.ok) return new Writer(desk, answer.value).closed;
  desk.announcer.show(`${desk.words.say("notDone")} ${answer.refusal.message}`);
}

/**
 * Go on with what was typed on this page before it was loaded again.
 *
 * @param {Desk} desk
 */
export async function resumeWriting(desk) {
  const [slug, kept] = Object.entries(allKept()).find(([, { path }]) => path === location.pathname) ?? [];
  if (!slug || !kept || !(await desk.state())) return;
  if (kept.isOpen) await writeExplainer(desk, slug);
  else sayKept(desk, slug);
}

/** @param {Desk} desk @param {string} slug */
function sayKept(desk, slug) {
  const { announcer, words } = desk;
  announcer.show(`${words.say("notWrittenYet")} ${words.say("typedIsKept")}`,
    { label: words.say("goOn"), act: () => void writeExplainer(desk, slug), lasting: true });
}

/**
 * @param {string} address path or URI of an explainer or its file
 * @returns {string} its slug
 */
export const slugOf = (address) => /([^/]+?)(\.md|\/)?$/.exec(address)?.[1] ?? "";

/**
 * Begin an explainer as a draft, and open it.
 *
 * @param {Desk} desk
 * @param {string} title
 * @param {string} kind empty for the kind that the name shows
 * @returns {Promise<boolean>} whether there is a new one
 */
export async function beginExplainer(desk, title, kind = "") {
  const release = desk.live.hold();
  const saved = await confirmed(desk, { type: "new-explainer", title, kind }, `${desk.words.say("new-explainer")}: ${title}`);
  const [file] = saved?.files ?? [];
  if (file) await writeExplainer(desk, slugOf(file.path));
  release();
  return saved !== null;
}

class Writer {
  #desk;
  #file;
  #release;
  #shown = 0;
  #html = "";
  #asked = new AbortController();

  /**
   * @param {Desk} desk
   * @param {ExplainerFile} file
   */
  constructor(desk, file) {
    this.#desk = desk;
    this.#file = file;
    const { words } = desk;
    this.#release = desk.live.hold();
    const { fields } = file;
    this.title = make("input", { type: "text", required: true, dir: "auto" });
    this.kind = make("select", {}, ...KINDS.map((kind) => make("option", { value: kind }, words.say(kind))));
    if (fields.kind && !KINDS.includes(String(fields.kind))) this.kind.append(make("option", {}, String(fields.kind)));
    this.summary = make("textarea", { className: "summary", dir: "auto" });
    this.aliases = make("textarea", { className: "names", dir: "auto" });
    this.draft = make("input", { type: "checkbox" });
    this.text = make("textarea", { dir: "auto", spellcheck: true });
    this.frame = make("iframe", { title: words.say("preview"), sandbox: "allow-same-origin", srcdoc: emptyPage(), onload: () => this.#show() });
    this.problems = make("div", { className: "problems", role: "status", hidden: true });
    this.save = make("button", { type: "submit", className: "chief", "aria-keyshortcuts": "Control+Enter" }, words.say("save"));
    this.refused = make("div", { className: "refused" });
    const field = (/** @type {string} */ name, /** @type {HTMLElement} */ input, hint = "") =>
      make("label", {}, make("span", {}, words.say(name), " ", make("span", { className: "hint" }, hint)), input);
    const text = field("text", this.text, words.say("inMarkdown"));
    text.className = "text";
    this.form = make("form", { id: "form" }, this.refused,
      make("div", { className: "two" }, field("title", this.title), field("kind", this.kind)),
      field("summary", this.summary),
      field("otherNames", this.aliases, words.say("oneALine")),
      make("label", { className: "check" }, this.draft, words.say("draft")), text);
    this.save.setAttribute("form", "form");
    this.heading = make("h2", { id: "title" }, String(fields.title ?? file.slug));
    this.dialog = make("dialog", { className: "surface", "aria-labelledby": "title" },
      make("div", { className: "head" }, make("div", {}, this.heading, english("p", file.path, "path")),
        button(words.say("cancel"), () => this.dialog.close()), this.save),
      make("div", { className: "both" }, this.form, make("div", { className: "view" }, this.frame, this.problems)));
    const root = surface("briefings-explainer", STYLE);
    root.adoptedStyleSheets.push(DIFF);
    root.append(this.dialog);
    /** @type {Promise<void>} */
    this.closed = new Promise((resolve) => {
      this.dialog.addEventListener("close", () => {
        root.host.remove();
        const kept = allKept()[this.#file.slug];
        if (kept) {
          keep(this.#file.slug, { ...kept, isOpen: false });
          sayKept(this.#desk, this.#file.slug);
        }
        this.#release();
        resolve();
      });
    });
    this.#restore();
    this.#listen();
    this.dialog.showModal();
    this.text.setSelectionRange(0, 0);
    (this.title.value ? this.text : this.title).focus();
  }

  /** @returns {Typed} what the file has */
  get #first() {
    const { body, fields } = this.#file;
    return {
      title: String(fields.title ?? ""), kind: String(fields.kind ?? "concept"), summary: String(fields.summary ?? ""),
      aliases: Array.isArray(fields.aliases) ? fields.aliases.join("\n") : "", draft: Boolean(fields.draft), text: body,
    };
  }

  /** @returns {Typed} */
  get #typed() {
    const { title, kind, summary, aliases, draft, text } = this;
    return {
      title: title.value, kind: kind.value, summary: summary.value, aliases: aliases.value, draft: draft.checked,
      text: text.value,
    };
  }

  /** @param {Typed} typed */
  #fill({ draft, ...values }) {
    Object.entries(values).forEach(([name, value]) => {
      this[/** @type {keyof typeof values} */ (name)].value = value;
    });
    this.draft.checked = draft;
  }

  /** Show what the file has, and what was typed before the page was left. */
  #restore() {
    const { digest, slug } = this.#file;
    const { words } = this.#desk;
    const kept = allKept()[slug];
    this.#fill(this.#first);
    if (!kept) return;
    // Of a file that has changed since, only what was typed is not taken.
    const typed = Object.entries(kept.typed).filter(([name, value]) => value !== kept.first[/** @type {keyof Typed} */ (name)]);
    this.#fill({ ...this.#first, ...Object.fromEntries(typed) });
    const hasChanged = kept.digest !== digest;
    const said = hasChanged ? `${words.say("pageChanged")} ${words.say("typedIsKept")}` : words.say("notWrittenYet");
    this.refused.append(make("div", { className: "kept row", role: "alert" }, make("p", {}, said),
      button(words.say("discard"), () => this.#discard())));
    if (hasChanged) this.refused.append(this.#difference());
    this.#keep();
  }

  /** Keep what was typed, if anything was. */
  #keep() {
    const { digest, slug } = this.#file;
    const first = this.#first;
    const typed = this.#typed;
    const isTyped = JSON.stringify(typed) !== JSON.stringify(first);
    keep(slug, isTyped ? { path: location.pathname, digest, first, typed, isOpen: true } : null);
  }

  /** Show again what the file has. */
  #discard() {
    keep(this.#file.slug, null);
    this.#fill(this.#first);
    this.refused.replaceChildren();
    this.text.focus();
    void this.#show();
  }

  /** What would be changed in the file, of which others have changed something too. */
  #difference() {
    const { api, words } = this.#desk;
    const place = make("div", {});
    const shown = make("details", {}, make("summary", {}, words.say("showDiff")), place);
    shown.addEventListener("toggle", async () => {
      if (!shown.open) return;
      const answer = await api.previewEdit(this.#edit, await this.#digests());
      place.replaceChildren(...(answer.ok ? answer.value.files.map(({ diff }) => lines(diff)) : [refusalOf(answer.refusal, words)]));
    });
    return shown;
  }

  #listen() {
    this.form.addEventListener("input", () => {
      this.#keep();
      clearTimeout(this.#shown);
      this.#shown = setTimeout(() => this.#show(), SHOWN_AFTER);
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#write();
    });
    // Readers see the place that is being written.
    this.text.addEventListener("scroll", () => {
      const { scrollTop, scrollHeight, clientHeight } = this.text;
      const page = this.frame.contentDocument?.documentElement;
      if (page && scrollHeight > clientHeight) {
        page.scrollTop = (page.scrollHeight - page.clientHeight) * (scrollTop / (scrollHeight - clientHeight));
      }
    });
    this.dialog.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.form.requestSubmit();
    });
    // Escape closes only what has not been changed: nobody loses words by it.
    this.dialog.addEventListener("cancel", (event) => {
      if (!allKept()[this.#file.slug]) return;
      event.preventDefault();
      this.#desk.announcer.speak(this.#desk.words.say("notWrittenYet"));
      this.save.focus();
    });
  }

  /** Show what readers will see. */
  async #show() {
    this.heading.textContent = this.title.value || this.#file.slug;
    this.#asked.abort();
    this.#asked = new AbortController();
    const answer = await this.#desk.api.explainerHtml(this.text.value, this.#asked.signal);
    const page = this.frame.contentDocument;
    if (!answer.ok || !page) return;
    const article = page.createElement("article");
    article.className = "md-typeset";
    const heading = Object.assign(page.createElement("h1"), { textContent: this.title.value });
    const lead = Object.assign(page.createElement("p"), { className: "lead", textContent: this.summary.value });
    const { html, problems } = answer.value;
    // A text with errors makes no page: the last one stays.
    if (html || !problems.length) this.#html = html;
    const text = Object.assign(page.createElement("div"), { className: "prose", innerHTML: this.#html });
    article.append(heading, lead, text);
    page.body.style.padding = "1rem 1.6rem 2rem";
    page.body.replaceChildren(article);
    // A link would show its page in place of what is written.
    page.onclick = (event) => event.preventDefault();
    this.problems.hidden = !problems.length;
    this.problems.replaceChildren(...problems.flatMap(({ message, hint, severity }) =>
      [english("p", message, severity), english("p", hint, "soft")]));
  }

  /** @returns {Fields | null} the fields that were changed; null for none */
  get #changed() {
    const { fields } = this.#file;
    const names = this.aliases.value.split("\n").map((one) => one.trim()).filter(Boolean);
    const before = Array.isArray(fields.aliases) ? fields.aliases : [];
    /** @type {Fields} */
    const changed = {};
    for (const [key, value] of Object.entries({ title: this.title.value.trim(), kind: this.kind.value, summary: this.summary.value.trim() })) {
      if (value !== String(fields[key] ?? (key === "kind" ? "concept" : "")).trim()) changed[key] = value || null;
    }
    if (names.join("\n") !== before.join("\n")) changed.aliases = names.length ? names : null;
    if (this.draft.checked !== Boolean(fields.draft)) changed.draft = this.draft.checked || null;
    return Object.keys(changed).length ? changed : null;
  }

  /** @returns {Edit} */
  get #edit() {
    const { slug, body } = this.#file;
    return { type: "write-explainer", slug, body: this.text.value === body ? null : this.text.value, fields: this.#changed ?? {} };
  }

  async #digests() {
    const { path, digest } = this.#file;
    return { ...(await this.#desk.state())?.digests, [path]: digest };
  }

  async #write() {
    const { api, words } = this.#desk;
    this.save.disabled = true;
    const answer = await api.edit(this.#edit, await this.#digests());
    this.save.disabled = false;
    if (!answer.ok) {
      const refusal = refusalOf(answer.refusal, words);
      if (answer.refusal.kind === "conflict") refusal.append(make("p", { className: "soft" }, words.say("typedIsKept")));
      this.refused.replaceChildren(refusal);
      this.refused.scrollIntoView({ block: "nearest" });
      return;
    }
    keep(this.#file.slug, null);
    await accepted(this.#desk, answer.value, this.title.value);
    this.dialog.close();
  }
}
