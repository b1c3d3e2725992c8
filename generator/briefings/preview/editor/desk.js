// @ts-check
// What all parts of the editor share on one page.

/** @import { Api } from "./api.js" */
/** @import { Announcer } from "./surface.js" */
/** @import { Done } from "./done.js" */
/** @import { Live } from "./live.js" */
/** @import { Words } from "./words.js" */
/** @import { PageState } from "./types.d.ts" */

/**
 * @typedef {object} Desk
 * @property {Api} api
 * @property {Words} words
 * @property {Announcer} announcer
 * @property {Live} live
 * @property {Done} done
 * @property {() => Promise<PageState | null>} state what can be changed on this page, asked for once; null if it is
 *   not known
 */

export {};
