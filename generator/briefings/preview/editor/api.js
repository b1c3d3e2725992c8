// @ts-check
// The requests to the preview. None of them throws: what went wrong is a value, so that a form can show it and keep
// what was typed.

/** @import { Digests, Edit, ExplainerFile, Explanation, NewArticle, NoteDraft, Outcome, PageState, Preview, Refusal,
 *             Rendered, Saved, Selection, Subject, TakenIn } from "./types.d.ts" */

const PREFIX = "/-preview/";
/** @type {Record<number, Refusal["kind"]>} */
const KINDS = { 400: "problem", 403: "forbidden", 409: "conflict", 413: "too-large" };
/** The preview reads a file that is being changed, or rebuilds its cache; nothing was written. */
const NOT_YET = 503;
const TRIED_AFTER = [300, 1000, 3000];

export class Api {
  #token;
  #path;

  /**
   * @param {string} token the one of this page
   * @param {string} path the path of this page, with its percent-encoding decoded
   */
  constructor(token, path) {
    this.#token = token;
    this.#path = path;
  }

  /** @returns {Promise<Outcome<PageState>>} what an editor can change on this page */
  page() { return this.#get("page", { path: this.#path }); }

  /**
   * @param {string} query words of a title or another name
   * @returns {Promise<Outcome<{ explainers: Subject[] }>>}
   */
  explainers(query) { return this.#get("explainers", { q: query }); }

  /**
   * @param {string} slug
   * @returns {Promise<Outcome<ExplainerFile>>} an explainer as it is written
   */
  explainer(slug) { return this.#get("explainer", { slug }); }

  /**
   * @param {string} undo what undoes the edit
   * @returns {Promise<Outcome<{ ledger: string[] | null }>>} its effect on links of all pages, once that is known
   */
  effect(undo) { return this.#get("effect", { undo }); }

  /**
   * @param {Selection} at
   * @returns {Promise<Outcome<Explanation>>} why these words are links or are none
   */
  why(at) { return this.#post("why", { path: this.#path, at }); }

  /**
   * @param {NoteDraft} note
   * @param {AbortSignal} [signal]
   * @returns {Promise<Outcome<Rendered>>} the note as it will stand in the margin
   */
  noteHtml(note, signal) { return this.#post("note-html", { path: this.#path, ...note }, signal); }

  /**
   * @param {string} text Markdown of an explainer
   * @param {AbortSignal} [signal]
   * @returns {Promise<Outcome<Rendered>>} the text as its page will show it
   */
  explainerHtml(text, signal) {
    return this.#post("note-html", { path: this.#path, kind: "explainer", text, sources: [], author: "" }, signal);
  }

  /**
   * @param {Edit} edit
   * @param {Digests} digests of the files that the page was made from
   * @returns {Promise<Outcome<Preview>>} what the edit would write
   */
  previewEdit(edit, digests) { return this.#post("preview-edit", { path: this.#path, digests, edit }); }

  /**
   * @param {Edit} edit
   * @param {Digests} digests of the files that the page was made from
   * @returns {Promise<Outcome<Saved>>} what was written
   */
  edit(edit, digests) { return this.#post("edit", { path: this.#path, digests, edit }); }

  /**
   * @param {string} id what undoes an edit
   * @returns {Promise<Outcome<Saved>>}
   */
  undo(id) { return this.#post("undo", { id }); }

  /**
   * @param {{ path: string, line: number }} file
   * @returns {Promise<Outcome<{ path: string }>>} it was opened in the editor program
   */
  openFile(file) { return this.#post("open-file", file); }

  /**
   * @param {NewArticle} article
   * @returns {Promise<Outcome<TakenIn>>}
   */
  article(article) { return this.#post("article", article); }

  /**
   * @param {string} name
   * @param {Record<string, string>} query
   */
  #get(name, query) { return this.#ask(`${name}?${new URLSearchParams(query)}`, {}); }

  /**
   * @param {string} name
   * @param {object} body
   * @param {AbortSignal} [signal]
   */
  #post(name, body, signal) {
    return this.#ask(name, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Briefings-Token": this.#token },
      body: JSON.stringify(body),
      signal,
    });
  }

  /**
   * @param {string} address
   * @param {RequestInit} request
   * @returns {Promise<Outcome<any>>}
   */
  async #ask(address, request) {
    try {
      const ask = () => fetch(PREFIX + address, { cache: "no-store", ...request });
      let answer = await ask();
      for (const wait of TRIED_AFTER) {
        if (answer.status !== NOT_YET) break;
        await new Promise((resolve) => { setTimeout(resolve, wait); });
        answer = await ask();
      }
      if (answer.ok) return { ok: true, value: await answer.json() };
      return { ok: false, refusal: refused(KINDS[answer.status] ?? "failed", await answer.text()) };
    } catch {
      return { ok: false, refusal: refused("unreachable", "") };
    }
  }
}

/**
 * @param {Refusal["kind"]} kind
 * @param {string} body JSON, or one line of text
 * @returns {Refusal}
 */
function refused(kind, body) {
  const empty = { kind, message: "", hint: "", file: "", line: 0, files: [] };
  try {
    return { ...empty, ...JSON.parse(body), kind };
  } catch {
    return { ...empty, message: body.split("\n", 1)[0] };
  }
}
