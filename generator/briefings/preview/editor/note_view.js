// @ts-check
// A note as it will stand in the margin. What its text holds cannot act: scripts do not run in the frame, and its links
// lead nowhere.

/** @import { Words } from "./words.js" */
import { make } from "./dom.js";
import { WIDE } from "./surface.js";

const LOOK = `
  html, body { margin: 0; padding: 0; min-height: 0; background: transparent; overflow: hidden; }
  .md-typeset .article.article { margin: 0; padding: 0; border: 0; }
  .md-typeset aside.note { margin: 0; }
  .md-typeset aside.note.beside { padding: 0.35rem 0 0; border-top: var(--note-line); border-inline-start: 0; }
  .md-typeset .note-back.note-back { display: none; }
`;

export class NoteView {
  #isReady;

  /**
   * @param {Words} words
   * @param {HTMLElement} article
   */
  constructor(words, article) {
    this.frame = make("iframe", { title: words.say("noteView"), sandbox: "allow-same-origin", tabIndex: -1 });
    const page = document.implementation.createHTMLDocument("");
    const { lang, dir } = document.documentElement;
    Object.assign(page.documentElement, { lang, dir, className: document.documentElement.className });
    for (const link of document.querySelectorAll("link[rel=stylesheet]")) {
      page.head.append(make("link", { rel: "stylesheet", href: /** @type {HTMLLinkElement} */ (link).href }));
    }
    page.body.append(make("div", { className: "md-typeset" },
      make("div", { className: "article", lang: article.lang, dir: article.dir })));
    this.frame.srcdoc = `<!doctype html>${page.documentElement.outerHTML}`;
    this.#isReady = new Promise((resolve) => { this.frame.addEventListener("load", resolve, { once: true }); });
  }

  /** @param {string} html */
  async show(html) {
    await this.#isReady;
    const page = this.frame.contentDocument;
    const place = page?.querySelector(".article");
    const view = /** @type {(Window & typeof globalThis) | null} */ (this.frame.contentWindow);
    if (!page || !place || !view) return;
    if (!page.adoptedStyleSheets.length) {
      const look = new view.CSSStyleSheet();
      look.replaceSync(LOOK);
      page.adoptedStyleSheets.push(look);
    }
    page.documentElement.dataset.scheme = document.documentElement.dataset.scheme ?? "";
    place.innerHTML = html;
    place.querySelector(".note")?.classList.toggle("beside", matchMedia(WIDE).matches);
    for (const link of place.querySelectorAll("a")) link.removeAttribute("href");
    const fit = () => this.frame.style.setProperty("height", `${place.scrollHeight + 4}px`);
    fit();
    for (const picture of place.querySelectorAll("img")) picture.addEventListener("load", fit);
    await page.fonts.ready;
    fit();
  }
}
