// @ts-check
// The editor at work on a page of the preview. The preview adds this script to its pages; a published site has
// nothing of it.

import { Api } from "./api.js";
import { Words } from "./words.js";

/** @import { Settings } from "./types.d.ts" */

/** @returns {Settings} what the preview tells; an article may have a heading with the same id, which comes before it */
function settingsOfPage() {
  const elements = document.querySelectorAll("script#preview-editor");
  return JSON.parse(elements[elements.length - 1].textContent ?? "");
}

const settings = settingsOfPage();
export const words = new Words(settings.words);
export const api = new Api(settings.token, decodeURIComponent(location.pathname));
