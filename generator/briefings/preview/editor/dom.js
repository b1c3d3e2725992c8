// @ts-check
// Elements. Everything goes in as text: what is shown was written by other people too.

/**
 * Make an element.
 *
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string | number | boolean | ((event: any) => void)>} [traits] properties (`className`,
 *   `hidden` …), attributes if the name has a hyphen or no property (`aria-label`, `role`), and listeners (`onclick`)
 * @param {...(Node | string)} inside
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function make(name, traits = {}, ...inside) {
  const element = document.createElement(name);
  for (const [trait, value] of Object.entries(traits)) {
    if (typeof value === "function") element.addEventListener(trait.slice(2), value);
    else if (trait in element && trait !== "role") Object.assign(element, { [trait]: value });
    else element.setAttribute(trait, String(value));
  }
  element.append(...inside);
  return element;
}

/**
 * Make a button that does something.
 *
 * @param {string} label
 * @param {(event: MouseEvent) => void} act
 * @param {Record<string, string | number | boolean>} [traits]
 */
export const button = (label, act, traits = {}) => make("button", { type: "button", ...traits, onclick: act }, label);

/**
 * Names of files and messages of problems, which are English on every site. Words between backticks are code.
 *
 * @param {"p" | "span" | "bdi" | "li"} name
 * @param {string} text
 * @param {string} [className]
 */
export function english(name, text, className = "") {
  const pieces = text.split(/`([^`]+)`/).map((piece, number) => (number % 2 ? make("code", {}, piece) : piece));
  return make(name, { className, lang: "en", dir: "ltr" }, ...pieces);
}
