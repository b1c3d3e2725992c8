// @ts-check
// What was written from this window. After a write the page loads itself again, so the browser keeps this until the
// window is closed, and it is said again on the new page. Each change can be undone as long as its file stays as it is.

/** @import { Api } from "./api.js" */
/** @import { Announcer } from "./surface.js" */
/** @import { Words } from "./words.js" */
/** @import { Saved } from "./types.d.ts" */
import { button, english, make } from "./dom.js";
import { tab } from "./memory.js";
import { sentenceOf } from "./refusals.js";
import { SHOWN_FOR } from "./surface.js";

const KEY = "done";
const KEPT = 50;
const ASKED_EVERY = 700;
const ASKED_FOR = 60_000;

/**
 * @typedef {object} Entry
 * @property {string} undo
 * @property {string} label what was done
 * @property {string[]} files
 * @property {string[] | null} ledger null until it is known
 * @property {number} at
 */

/** @typedef {{ session: string, entries: Entry[], undone: { label: string, at: number } | null }} Kept */

export class Done {
  #api;
  #adopt;
  #words;
  #session;
  #announcer;
  /** @type {(() => void)[]} */
  #listeners = [];

  /**
   * @param {Api} api
   * @param {Words} words
   * @param {Announcer} announcer
   * @param {string} session names this run of the preview, which alone can undo what it wrote
   * @param {(saved: Saved) => Promise<void>} adopt as of `Desk`
   */
  constructor(api, words, announcer, session, adopt) {
    this.#api = api;
    this.#adopt = adopt;
    this.#words = words;
    this.#announcer = announcer;
    this.#session = session;
    const [last] = this.entries;
    const { undone } = this.#kept;
    const said = Math.max(last?.at ?? 0, undone?.at ?? 0);
    if (said + SHOWN_FOR > Date.now()) {
      if (undone?.at === said) this.#sayUndone(undone.label);
      else this.#say(last);
    }
    for (const entry of this.entries) if (!entry.ledger) this.#askFor(entry);
  }

  /** @returns {Kept} */
  get #kept() {
    const kept = /** @type {Kept | null} */ (tab.recall(KEY));
    return kept?.session === this.#session ? kept : { session: this.#session, entries: [], undone: null };
  }

  /** @returns {Entry[]} the newest first */
  get entries() { return this.#kept.entries; }

  /** @param {Entry[]} entries @param {Kept["undone"]} [undone] what was undone, if it is the last that was done */
  #keep(entries, undone = null) {
    tab.keep(KEY, { session: this.#session, entries: entries.slice(0, KEPT), undone });
    for (const listener of this.#listeners) listener();
  }

  /** @param {() => void} listener is called when the list has changed */
  onChange(listener) { this.#listeners.push(listener); }

  /**
   * Say what was written, and offer to undo it.
   *
   * @param {Saved} saved
   * @param {string} label what was done
   */
  record(saved, label) {
    const files = saved.files.map(({ path }) => path);
    const entry = { undo: saved.undo, label, files, ledger: saved.ledger, at: Date.now() };
    this.#keep([entry, ...this.entries]);
    this.#say(entry);
    if (!entry.ledger) this.#askFor(entry);
  }

  /** @param {Entry} entry */
  async undo(entry) {
    const answer = await this.#api.undo(entry.undo);
    if (!answer.ok) return this.#announcer.show(sentenceOf(answer.refusal, this.#words));
    this.#keep(this.entries.filter(({ undo }) => undo !== entry.undo), { label: entry.label, at: Date.now() });
    this.#sayUndone(entry.label);
    await this.#adopt(answer.value);
  }

  /** @param {string} label */
  #sayUndone(label) { this.#announcer.show(this.#words.say("undone", { what: label })); }

  /** @param {Entry} entry */
  async #askFor(entry) {
    while (Date.now() < entry.at + ASKED_FOR) {
      const answer = await this.#api.effect(entry.undo);
      if (!answer.ok) return;
      const { ledger } = answer.value;
      if (ledger) {
        const known = { ...entry, ledger };
        this.#keep(this.entries.map((one) => (one.undo === entry.undo ? known : one)), this.#kept.undone);
        if (ledger.length && this.entries[0]?.undo === entry.undo) this.#say(known);
        return;
      }
      await new Promise((resolve) => { setTimeout(resolve, ASKED_EVERY); });
    }
  }

  /** @param {Entry} entry */
  #say(entry) {
    const said = [entry.label, this.#words.say("writtenTo", { files: entry.files.join(", ") }), ...(entry.ledger ?? [])];
    this.#announcer.show(said.filter(Boolean).join(" · "), { label: this.#words.say("undo"), act: () => this.undo(entry) });
  }
}

/**
 * The part "Done here" of the panel.
 *
 * @param {Done} done
 * @param {Words} words
 * @returns {HTMLElement[]}
 */
export function listOfDone(done, words) {
  const clock = new Intl.DateTimeFormat(words.locale, { timeStyle: "short", numberingSystem: "latn" });
  return done.entries.map((entry) => make("li", {},
    make("p", {}, make("strong", {}, entry.label)),
    ...entry.files.map((path) => english("p", path, "path")),
    ...(entry.ledger ?? []).map((line) => english("p", line, "soft")),
    make("p", { className: "row" },
      button(words.say("undo"), () => done.undo(entry), { className: "quiet", "data-key": `undo ${entry.undo}` }),
      make("time", { className: "soft" }, clock.format(entry.at)))));
}
