// Names that are suggested while a reader types into the field of the masthead. The pattern is the combobox with a
// list: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/

import { Names, suggestions } from "./search/names.js";
import { unpack } from "./search/packed.js";
import { wordsOf } from "./search/words.js";

const MOST = 7;

/**
 * Suggest names below the field of a form.
 * @param {HTMLFormElement} form
 */
export function suggest(form) {
  const field = form.elements.q;
  const list = form.querySelector("[role=listbox]");
  const root = new URL(form.dataset.root, location.href);
  const said = JSON.parse(form.dataset.words);
  let names = null;
  let turn = 0;

  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  close();

  /** The names of the site; a site that explains nothing has none. */
  async function load() {
    const manifest = await fetch(new URL("pagefind/bundles.json", root), { cache: "no-cache" });
    const { bundles } = await manifest.json();
    const explained = bundles.find((name) => name.startsWith("explainers-"));
    return explained ? new Names((path) => unpack(new URL(`pagefind/${explained}/${path}`, root))) : null;
  }

  function close() {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  function option(url, className, ...content) {
    const made = document.createElement("li");
    made.setAttribute("role", "option");
    made.setAttribute("aria-selected", "false");
    made.dataset.url = url;
    made.className = className;
    made.append(...content);
    return made;
  }

  function small(text) {
    const made = document.createElement("small");
    made.textContent = text;
    return made;
  }

  async function update() {
    const typed = field.value.trim();
    const mine = ++turn;
    if (!typed) {
      close();
      return;
    }
    names ??= load().catch(() => { names = null; });
    const found = suggestions(await (await names)?.near(wordsOf(typed)).catch(() => []) ?? [], typed, MOST);
    if (mine !== turn || document.activeElement !== field) return;
    const all = new URL(form.action);
    all.searchParams.set("q", typed);
    list.replaceChildren(
      ...found.map(({ entry: { title, url, kind }, name }) => option(
        new URL(url, root).href, "", title, ...[said.kinds[kind], name === title ? "" : name].filter(Boolean).map(small),
      )),
      option(all.href, "suggestions__all", said.all.replace("{words}", typed)),
    );
    [...list.children].forEach((one, at) => { one.id = `suggestion-${at}`; });
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    field.removeAttribute("aria-activedescendant");
  }

  /** Select an option; -1 and the number of options stand for the field. */
  function select(at) {
    const selected = list.children[at];
    for (const one of list.children) one.setAttribute("aria-selected", String(one === selected));
    if (selected) {
      field.setAttribute("aria-activedescendant", selected.id);
      selected.scrollIntoView({ block: "nearest" });
    } else field.removeAttribute("aria-activedescendant");
  }

  const selected = () => [...list.children].findIndex((one) => one.getAttribute("aria-selected") === "true");

  field.addEventListener("input", update);
  field.addEventListener("focus", update);
  form.addEventListener("focusout", ({ relatedTarget }) => {
    if (!form.contains(relatedTarget)) close();
  });

  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const { key } = event;
    if (list.hidden) {
      if (key === "ArrowDown") {
        event.preventDefault();
        update();
      }
      return;
    }
    const number = list.childElementCount;
    const at = selected();
    if (key === "ArrowDown") select(at + 1);
    else if (key === "ArrowUp") select(at < 0 ? number - 1 : at - 1);
    else if (key === "Escape") close();
    else if (key === "Enter" && at >= 0) location.assign(list.children[at].dataset.url);
    else return;
    event.preventDefault();
  });

  // The field keeps the focus while an option is pressed.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => {
    const one = target.closest("[role=option]");
    if (one) location.assign(one.dataset.url);
  });

  update();
}
