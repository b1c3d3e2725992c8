// @ts-check
// What all parts of the editor share on one page.

/** @import { Api } from "./api.js" */
/** @import { Announcer } from "./surface.js" */
/** @import { Done } from "./done.js" */
/** @import { Live } from "./live.js" */
/** @import { Words } from "./words.js" */
/** @import { PageState, Saved } from "./types.d.ts" */

/**
 * @typedef {object} Desk
 * @property {Api} api
 * @property {Words} words
 * @property {Announcer} announcer
 * @property {Live} live
 * @property {Done} done
 * @property {() => Promise<PageState | null>} state what can be changed on this page, asked for once; null if it is
 *   not known
 * @property {(saved: Saved) => Promise<void>} adopt takes over what was written: the state is that of the files now, and
 *   the page is loaded again as soon as nobody writes in it
 */

export {};
