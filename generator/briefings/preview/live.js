// What the preview adds to a page: it loads the page again when it has changed, where the reader is,
// and shows what is wrong with the content. The built site has nothing of it.

const { version, words } = document.currentScript.dataset;
const said = JSON.parse(words);
const NUMBERS = new Intl.NumberFormat(said.locale, { numberingSystem: "latn" });
const PLURALS = new Intl.PluralRules(said.locale);
const EVENTS = `/-preview/events?path=${encodeURIComponent(decodeURIComponent(location.pathname))}`;
const KEY = "preview-problems";

const STYLE = `
  :host { all: initial; color-scheme: inherit; }
  * { box-sizing: border-box; }
  .panel, .open {
    position: fixed; z-index: 1000; inset-block: auto 16px; inset-inline: auto 16px;
    color: var(--ink, CanvasText); background: var(--paper-raised, Canvas);
    border: 1px solid var(--rule-strong, GrayText); border-radius: 6px;
    box-shadow: 0 8px 32px var(--shadow, rgb(0 0 0 / 30%));
    font: 15px/1.5 var(--sans, sans-serif);
  }
  .panel { width: min(480px, 100vw - 32px); max-height: min(55vh, 480px); overflow: auto; overscroll-behavior: contain; }
  header {
    position: sticky; top: 0; display: flex; align-items: center; justify-content: space-between; gap: 16px;
    padding: 10px 10px 10px 20px; background: inherit; border-bottom: 1px solid var(--rule, GrayText);
  }
  h2 { margin: 0; font: inherit; font-weight: 600; }
  ol { margin: 0; padding: 0; list-style: none; }
  li { padding: 14px 20px 16px; }
  li + li { border-top: 1px solid var(--rule, GrayText); }
  p { margin: 0; overflow-wrap: anywhere; }
  .where { margin-bottom: 4px; font: 13px/1.5 ui-monospace, Menlo, Consolas, monospace; color: var(--ink-soft, CanvasText); }
  code { font: 0.9em ui-monospace, Menlo, Consolas, monospace; }
  .kind { font-weight: 700; color: var(--note-disputed, CanvasText); }
  .error .kind { color: var(--note-correction, CanvasText); }
  .hint, .more { color: var(--ink-soft, CanvasText); }
  .more { padding: 12px 20px 16px; border-top: 1px solid var(--rule, GrayText); }
  button {
    min-height: 36px; padding: 4px 14px; font: inherit; color: inherit; background: none;
    border: 1px solid var(--rule-strong, GrayText); border-radius: 4px; cursor: pointer;
  }
  button:hover { background: var(--paper-sunk, Canvas); }
  button:focus-visible, .panel:focus-visible { outline: 2px solid var(--accent, Highlight); outline-offset: 2px; }
  .open { min-height: 44px; padding: 8px 16px; background: var(--paper-raised, Canvas); }
  .open.error { color: var(--note-correction, CanvasText); font-weight: 600; }
  [hidden] { display: none; }
  @media (max-width: 500px) { .panel { inset: auto 0 0; width: auto; border-radius: 8px 8px 0 0; border-width: 1px 0 0; } }
  @media print { .panel, .open { display: none; } }
`;

/** Whether the panel was last open for the same problems; forgotten if there is no storage. */
const memory = {
  recall(about) {
    try {
      const last = JSON.parse(sessionStorage.getItem(KEY));
      return last?.about === about ? last.visible : undefined;
    } catch { return undefined; }
  },
  keep(about, visible) {
    try { sessionStorage.setItem(KEY, JSON.stringify({ about, visible })); } catch { /* a full or closed storage */ }
  },
};

/** Everything goes in as text: problems quote what other people wrote. */
function make(name, className, ...inside) {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...inside);
  return element;
}

const counted = (forms, number) =>
  (forms[PLURALS.select(number)] ?? forms.other).replace("{number}", NUMBERS.format(number));

function tally({ errors, warnings }) {
  return [errors && counted(said.errors, errors), warnings && counted(said.warnings, warnings)]
    .filter(Boolean).join(said.comma);
}

/** Names of files and messages are English on every site. */
const english = (...parts) => Object.assign(make(...parts), { lang: "en", dir: "ltr" });

/** Words between backticks are code. */
const spans = (text) => text.split(/`([^`]+)`/).map((piece, number) => (number % 2 ? make("code", "", piece) : piece));

function entry({ severity, where, message, hint }) {
  const kind = make("span", "kind", severity === "error" ? said.error : said.warning);
  const item = make("li", severity, make("p", "where", kind, " ", english("bdi", "", where)));
  item.append(english("p", "", ...spans(message)), english("p", "hint", ...spans(hint)));
  return item;
}

const host = document.createElement("briefings-problems");
const shadow = host.attachShadow({ mode: "open" });
// The policy of a page forbids style elements that its page does not know.
const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);
shadow.adoptedStyleSheets = [sheet];
let shown = "";

function show(report) {
  const now = JSON.stringify(report);
  if (now === shown) return;
  shown = now;
  // A key that is the same on every page, although the order differs.
  const about = report.problems.map(({ where, message }) => `${where} ${message}`).sort().join("\n");
  shadow.replaceChildren();
  if (!report.problems.length) return;
  // Errors, and problems of this page, open the panel; for others there is only the button.
  const urgent = report.problems.some(({ severity, here }) => severity === "error" || here);
  const words = tally(report);
  const hide = make("button", "", said.hide);
  const title = make("h2", "", words);
  const heading = make("div", "", title);
  const panel = make("section", "panel", make("header", "", heading, hide), make("ol", "", ...report.problems.map(entry)));
  if (report.more) panel.append(make("p", "more", counted(said.more, report.more)));
  const open = make("button", report.errors ? "open error" : "open", words);
  title.id = "title";
  heading.setAttribute("role", urgent ? "alert" : "status");
  hide.type = open.type = "button";
  panel.tabIndex = 0; // so that it can be scrolled by keyboard
  panel.setAttribute("role", "region");
  panel.setAttribute("aria-labelledby", "title");
  open.setAttribute("aria-label", said.show.replace("{problems}", words));

  function set(visible) {
    panel.hidden = !visible;
    open.hidden = visible;
  }
  function choose(visible) {
    set(visible);
    memory.keep(about, visible);
    (visible ? hide : open).focus();
  }
  hide.addEventListener("click", () => choose(false));
  open.addEventListener("click", () => choose(true));
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    choose(false);
  });
  set(memory.recall(about) ?? urgent);
  shadow.append(panel, open);
}

let events = null;

// A browser opens six connections to a host: hidden pages close theirs, so that others can open one.
function listen() {
  events?.close();
  events = null;
  if (document.hidden) return;
  events = new EventSource(EVENTS);
  events.addEventListener("message", ({ data }) => {
    const report = JSON.parse(data);
    if (report.version === version) return show(report);
    events.close();
    location.reload(); // browsers keep the place
  });
}

document.body.append(host);
document.addEventListener("visibilitychange", listen);
addEventListener("pageshow", (event) => { if (event.persisted) listen(); });
addEventListener("pagehide", () => events?.close());
listen();
