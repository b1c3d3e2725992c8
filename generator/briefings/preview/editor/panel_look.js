// @ts-check
// How the panel looks: it takes the place of the contents of the page, so that the text and its margin stay in sight.

import { sheet } from "./surface.js";

export const LOOK = sheet(`
  .open, .panel { position: fixed; z-index: 998; }
  .open {
    inset-block: auto 16px; inset-inline: 16px auto; display: flex; align-items: center; gap: 10px;
    min-height: 40px; padding: 6px 16px;
  }
  .open.urgent { color: var(--note-correction, CanvasText); font-weight: 600; }
  .panel {
    inset-block: 0; inset-inline: 0 auto; width: var(--width, 20rem); display: flex; flex-direction: column;
    background: var(--paper-raised, Canvas); border-inline-end: 1px solid var(--rule-strong, GrayText);
  }
  .panel:focus-visible { outline: 0; }
  .panel > header { padding: 14px 20px; border-bottom: 1px solid var(--rule, GrayText); }
  .panel > header .row { justify-content: space-between; flex-wrap: nowrap; }
  h2 { font-size: 1.15em; }
  .close { min-width: 32px; padding: 0; font-size: 1.3em; line-height: 1; border-color: transparent; }
  .path, .where { font: 0.88em/1.5 ui-monospace, Menlo, Consolas, monospace; color: var(--ink-soft, CanvasText); overflow-wrap: anywhere; }
  header .path { margin-top: 2px; text-align: -webkit-match-parent; text-align: match-parent; }
  .tools { display: flex; flex-wrap: wrap; gap: 0 18px; margin-top: 6px; }
  .tools:empty { display: none; }
  .tools > *, .quiet {
    display: inline-flex; align-items: center; min-height: 28px; padding: 0; color: var(--accent, LinkText); background: none;
    border: 0; text-decoration: none; text-align: start;
  }
  :is(.tools > *, .quiet):hover { background: none; text-decoration: underline; text-underline-offset: 0.2em; }
  .parts { flex: 1; overflow: auto; overscroll-behavior: contain; padding-bottom: 24px; }
  details { border-bottom: 1px solid var(--rule, GrayText); }
  summary {
    display: flex; align-items: baseline; gap: 8px; min-height: 44px; padding: 11px 20px; cursor: pointer; list-style: none;
    position: sticky; top: 0; z-index: 1; background: var(--paper-raised, Canvas);
  }
  summary::-webkit-details-marker { display: none; }
  summary::before {
    content: ""; width: 0.42em; height: 0.42em; flex: none; align-self: center; rotate: -45deg;
    border: solid currentcolor; border-width: 0 1.5px 1.5px 0; color: var(--ink-soft, CanvasText);
  }
  .panel:dir(rtl) summary::before { rotate: 135deg; }
  .panel details[open] > summary::before { rotate: 45deg; }
  summary:hover { background: var(--paper-sunk, Canvas); }
  summary:focus-visible { outline-offset: -3px; }
  summary h3 { flex: 1; }
  .count { color: var(--ink-soft, CanvasText); font-variant-numeric: tabular-nums; }
  .part { padding: 2px 20px 18px; }
  .part > ul > li + li, .part > dl > div + div, .part > .group + .group { margin-top: 14px; padding-top: 14px; border-top: 1px solid var(--rule, GrayText); }
  .group > h4 { margin: 0 0 8px; font: inherit; color: var(--ink-soft, CanvasText); }
  .group li + li { margin-top: 12px; }
  .kind { font-weight: 700; color: var(--note-disputed, CanvasText); }
  .kind.grave { color: var(--note-correction, CanvasText); }
  .part .words { display: -webkit-box; overflow: hidden; -webkit-box-orient: vertical; -webkit-line-clamp: 4; }
  .name { font: 650 1.1em/1.35 var(--serif, serif); }
  .words { font-family: var(--serif, serif); font-size: 1.05em; }
  .row { gap: 4px 18px; margin-top: 2px; }
  .field .row { margin: 0; }
  .link { font-family: var(--sans, sans-serif); white-space: nowrap; }
  dt { display: flex; align-items: baseline; justify-content: space-between; gap: 12px; font-weight: 600; }
  dt button { min-height: 24px; font-weight: 400; }
  dd + dd { margin-top: 2px; }
  .field { display: grid; gap: 6px; margin-top: 4px; }
  .field textarea { min-height: 34px; field-sizing: content; }
  .mark { padding: 1px 6px; font-size: 0.9em; border: 1px solid currentcolor; border-radius: 3px; }
  .refusal { margin-top: 8px; padding: 8px 10px; background: var(--paper-sunk, Canvas); border-radius: 3px; }
  .refusal button { margin-top: 6px; }
  @media (pointer: coarse) { .quiet, .tools > * { min-height: 44px; min-width: 44px; } dt button { margin-block: -12px; } }
  @media (max-width: 45em) {
    .panel {
      inset: auto 0 0; width: auto; max-height: 72vh; border: solid var(--rule-strong, GrayText); border-width: 1px 0 0;
      border-radius: 10px 10px 0 0; box-shadow: 0 -4px 24px var(--shadow, rgb(0 0 0 / 30%));
    }
  }
`);
