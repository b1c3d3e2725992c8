// @ts-check
// Follows the preview: it loads the page again when it has changed, where the reader is, and hears of the problems.

/** @import { Report } from "./types.d.ts" */

const EVENTS = `/-preview/events?path=${encodeURIComponent(decodeURIComponent(location.pathname))}`;

export class Live {
  #version;
  #holds = 0;
  #isDue = false;
  #isStale = false;
  /** @type {EventSource | null} */
  #events = null;
  /** @type {Report | null} */
  #report = null;
  /** @type {((report: Report) => void)[]} */
  #listeners = [];

  /** @param {string} version that of this page */
  constructor(version) {
    this.#version = version;
    document.addEventListener("visibilitychange", () => this.#listen());
    addEventListener("pageshow", ({ persisted }) => { if (persisted) this.#listen(); });
    addEventListener("pagehide", () => this.#events?.close());
    this.#listen();
  }

  /**
   * Hear of the problems of the content, now and when they change, and when a page that is kept has changed.
   *
   * @param {(report: Report) => void} listener
   */
  onReport(listener) { this.#listeners.push(listener); }

  /**
   * Keep the page from being loaded again, because somebody writes something in it.
   *
   * @returns {() => void} ends this; the page is loaded again if it has changed in the meantime
   */
  hold() {
    let isHeld = true;
    this.#holds += 1;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      this.#holds -= 1;
      this.#reload();
    };
  }

  /** Whether the page has changed, and waits for the end of what somebody writes. */
  get isDue() { return this.#isDue || this.#isStale; }

  /** Load the page again, also if readers would see the same: what editors know of it has changed. */
  renew() {
    this.#isStale = true;
    this.#reload();
    this.#tell();
  }

  #tell() {
    if (!this.#report || this.isDue && !this.#holds) return;
    for (const listener of this.#listeners) listener(this.#report);
  }

  #reload() {
    if (!this.isDue || this.#holds) return;
    this.#events?.close();
    location.reload(); // browsers keep the place
  }

  // A browser opens six connections to a host: hidden pages close theirs, so that others can open one.
  #listen() {
    this.#events?.close();
    this.#events = null;
    if (document.hidden) return;
    this.#events = new EventSource(EVENTS);
    this.#events.addEventListener("message", ({ data }) => {
      const report = /** @type {Report} */ (JSON.parse(data));
      this.#report = report;
      this.#isDue = report.version !== this.#version;
      this.#reload();
      this.#tell();
    });
  }
}
