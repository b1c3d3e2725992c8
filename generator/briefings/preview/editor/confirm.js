// @ts-check
// Shows what an edit would write and what that changes on all pages, and writes it when that is wanted.

/** @import { Desk } from "./desk.js" */
/** @import { Edit, Preview, Saved } from "./types.d.ts" */
import { button, english, make } from "./dom.js";
import { refusalOf } from "./refusals.js";
import { sheet, surface } from "./surface.js";

/** How changed lines look. */
export const DIFF = sheet(`
  .diff { margin: 6px 0 12px; padding: 8px 0; overflow-x: auto; background: var(--paper-sunk, Canvas); border-radius: 3px; }
  .diff > * { display: block; width: max-content; min-width: 100%; padding-inline: 2.2em 12px; text-decoration: none; white-space: pre; }
  .diff > [data-sign]::before { content: attr(data-sign); position: absolute; margin-inline-start: -1.2em; }
  .diff ins { color: var(--note-update, CanvasText); background: color-mix(in oklab, currentcolor 10%, transparent); }
  .diff del { color: var(--note-correction, CanvasText); background: color-mix(in oklab, currentcolor 10%, transparent); }
  .diff .gap { color: var(--ink-soft, CanvasText); }
`);

const STYLE = sheet(`
  dialog {
    width: min(40rem, 100vw - 32px); max-height: min(44rem, 100vh - 32px); margin: auto; padding: 0; overflow: hidden;
    flex-direction: column;
  }
  dialog[open] { display: flex; }
  ::backdrop { background: rgb(0 0 0 / 35%); }
  h2 { padding: 14px 20px; border-bottom: 1px solid var(--rule, GrayText); overflow-wrap: anywhere; }
  .body { min-height: 0; padding: 14px 20px; overflow: auto; overscroll-behavior: contain; }
  .end { justify-content: flex-end; padding: 12px 20px; border-top: 1px solid var(--rule, GrayText); }
  h3 { margin-top: 14px; }
  .path { font: 0.92em/1.45 ui-monospace, Menlo, Consolas, monospace; color: var(--ink-soft, CanvasText); }
  .effects li { padding-block: 2px; }
  .refusal { margin-top: 12px; }
  @media (max-width: 45em) {
    dialog { width: 100vw; max-width: none; max-height: 85vh; margin-block: auto 0; border-width: 1px 0 0; border-radius: 8px 8px 0 0; }
  }
`);

/**
 * Lines of a unified diff; what is added and taken away is also said, not only coloured.
 *
 * @param {string} diff
 */
export function lines(diff) {
  const shown = diff.split("\n").filter((line) => line && !line.startsWith("---") && !line.startsWith("+++"));
  return make("pre", { className: "diff", lang: "en", dir: "ltr", tabIndex: 0 }, ...shown.map((line) => {
    if (line.startsWith("@@")) return make("span", { className: "gap", "aria-hidden": "true" }, "⋯");
    if (line.startsWith("+")) return make("ins", { "data-sign": "+" }, line.slice(1) || " ");
    if (line.startsWith("-")) return make("del", { "data-sign": "−" }, line.slice(1) || " ");
    return make("span", { "data-sign": " " }, line.slice(1) || " ");
  }));
}

/**
 * @param {Preview} preview
 * @param {Desk} desk
 */
function contents({ files, ledger, problems }, { words }) {
  const effect = ledger?.length
    ? ledger.map((line) => english("li", line))
    : [make("li", { className: "soft" }, words.say(ledger ? "noEffect" : "effectLater"))];
  return [
    ...files.flatMap(({ path, diff }) => [english("p", path, "path"), lines(diff)]),
    make("h3", {}, words.say("onAllPages")),
    make("ul", { className: "effects" }, ...effect),
    ...problems.map(({ message, hint }) =>
      make("div", {}, english("p", message, "warning"), english("p", hint, "soft"))),
  ];
}

/**
 * Show an edit, and write it if the editor says so.
 *
 * @param {Desk} desk
 * @param {Edit} edit
 * @param {string} label what it does
 * @returns {Promise<Saved | null>} what was written; null for nothing
 */
export async function confirmed(desk, edit, label) {
  const { api, words, live } = desk;
  const root = surface("briefings-confirmation", STYLE);
  root.adoptedStyleSheets.push(DIFF);
  const body = make("div", { className: "body" }, make("p", { className: "soft" }, words.say("wait")));
  const write = button(words.say("save"), save, { className: "chief", disabled: true });
  const cancel = button(words.say("cancel"), () => dialog.close());
  const dialog = make("dialog", { className: "surface raised", "aria-labelledby": "title" },
    make("h2", { id: "title" }, label), body, make("div", { className: "row end" }, cancel, write));
  const release = live.hold();
  const digests = (await desk.state())?.digests ?? {};
  /** @type {Saved | null} */
  let saved = null;

  async function save() {
    write.disabled = true;
    const answer = await api.edit(edit, digests);
    if (answer.ok) {
      saved = answer.value;
      await accepted(desk, saved, label);
      dialog.close();
    } else body.append(refusalOf(answer.refusal, words));
  }

  root.append(dialog);
  dialog.showModal();
  const closed = new Promise((resolve) => { dialog.addEventListener("close", resolve, { once: true }); });
  const preview = await api.previewEdit(edit, digests);
  if (preview.ok) {
    body.replaceChildren(...contents(preview.value, desk));
    write.disabled = false;
    if (dialog.open) write.focus();
  } else body.replaceChildren(refusalOf(preview.refusal, words));
  await closed;
  root.host.remove();
  release();
  return saved;
}

/**
 * Go on with what was written: say it, and know the files as they are now.
 *
 * @param {Desk} desk
 * @param {Saved} saved
 * @param {string} label what was done
 */
export async function accepted({ adopt, done }, saved, label) {
  done.record(saved, label);
  await adopt(saved);
}

/**
 * Write an edit at once; it can be undone.
 *
 * @param {Desk} desk
 * @param {Edit} edit
 * @param {string} label what it does
 * @returns {Promise<HTMLElement | null>} why it was not written; null if it was
 */
export async function written(desk, edit, label) {
  const answer = await desk.api.edit(edit, (await desk.state())?.digests ?? {});
  if (!answer.ok) return refusalOf(answer.refusal, desk.words);
  await accepted(desk, answer.value, label);
  return null;
}
