// @ts-check
// Why something was not done, in words.

/** @import { Words } from "./words.js" */
/** @import { Refusal } from "./types.d.ts" */
import { button, english, make } from "./dom.js";

/**
 * @param {Refusal} refusal
 * @param {Words} words
 * @returns {string}
 */
export function sentenceOf({ kind, message, files }, words) {
  if (kind === "conflict") return words.say("conflict", { files: files.map(({ path }) => path).join(", ") });
  return kind === "unreachable" ? words.say("unreachable") : `${words.say("notDone")} ${message}`;
}

/**
 * @param {Refusal} refusal
 * @param {Words} words
 * @returns {HTMLElement} an alert; a conflict offers to load the page again
 */
export function refusalOf(refusal, words) {
  const { kind, message, hint, file, line } = refusal;
  const alert = make("div", { className: "refusal", role: "alert" });
  if (kind === "conflict" || kind === "unreachable") {
    alert.append(make("p", {}, sentenceOf(refusal, words)));
    alert.append(button(words.say("loadAgain"), () => location.reload()));
    return alert;
  }
  alert.append(make("p", { className: "error" }, words.say("notDone")));
  if (message) alert.append(english("p", message));
  if (hint) alert.append(english("p", hint, "soft"));
  if (file) alert.append(english("p", line ? `${file}:${line}` : file, "path"));
  return alert;
}
