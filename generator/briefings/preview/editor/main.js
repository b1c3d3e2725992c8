// @ts-check
// The editor at work on a page of the preview. The preview adds this script to its pages; a published site has
// nothing of it.

/** @import { Desk } from "./desk.js" */
/** @import { PageState, Saved, Settings } from "./types.d.ts" */
import { Api } from "./api.js";
import { Done } from "./done.js";
import { resumeWriting } from "./explainer.js";
import { Live } from "./live.js";
import { NEW_ARTICLE, newArticle } from "./new_article.js";
import { startNotes } from "./notes.js";
import { Panel } from "./panel.js";
import { Announcer } from "./surface.js";
import { startWhy } from "./why.js";
import { Words } from "./words.js";

/** @returns {Settings} what the preview tells; an article may have an element with the same id, which comes after it */
function settingsOfPage() {
  return JSON.parse(document.querySelector("script#preview-editor")?.textContent ?? "");
}

/**
 * @param {Settings} settings
 * @returns {Desk}
 */
function deskOf({ token, version, words: said }) {
  const words = new Words(said);
  const api = new Api(token, decodeURIComponent(location.pathname));
  const announcer = new Announcer(words);
  /** @type {Promise<PageState | null> | undefined} */
  let asked;
  const state = () => (asked ??= token ? api.page().then((page) => (page.ok ? page.value : null)) : Promise.resolve(null));
  const live = new Live(version);
  /** @param {Saved} saved */
  const adopt = async (saved) => {
    const known = await state();
    if (known) {
      for (const { path, digest } of saved.files) known.digests[path] = digest;
      const now = await api.page();
      // If another program has written too, the old state stays, so that the next edit is a conflict.
      if (now.ok && Object.entries(now.value.digests).every(([path, digest]) => known.digests[path] === digest)) {
        Object.assign(known, now.value, { digests: known.digests });
      }
    }
    live.renew();
  };
  return { api, words, announcer, live, done: new Done(api, words, announcer, token, adopt), state, adopt };
}

export const desk = deskOf(settingsOfPage());
if (location.pathname === NEW_ARTICLE) newArticle(desk);
const started = startNotes(desk);
export const panel = new Panel(desk, started);
export const notes = await started;
// After the notes, so that its button comes after theirs.
await startWhy(desk);
void resumeWriting(desk);
