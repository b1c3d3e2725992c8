// Comforts of every page: the menu for the keyboard, and "/" for the search page.

const KEY = "slash-opens-search";

// Speech input can type a stray "/"; WCAG 2.1.4 therefore asks that the key can be turned off.
// The search page carries the checkbox.
export const slash = {
  get on() {
    try { return localStorage.getItem(KEY) !== "off"; } catch { return true; }
  },
  set on(value) {
    try { localStorage.setItem(KEY, value ? "on" : "off"); } catch { /* private windows forget it */ }
  },
};

const takesText = (element) =>
  element.isContentEditable || element.matches("textarea, select, input:not([type=checkbox], [type=radio])");

const drawer = document.getElementById("__drawer");
const menu = document.querySelector("[data-menu]");

function setMenu(open) {
  drawer.checked = open;
  menu.setAttribute("aria-expanded", String(open));
}

menu.addEventListener("click", () => {
  setMenu(!drawer.checked);
  if (drawer.checked) document.querySelector("#drawer a").focus();
});
// The veil behind the drawer is a label of the checkbox: it changes it without asking here.
drawer.addEventListener("change", () => setMenu(drawer.checked));
// Whoever tabs out of the drawer would go on behind the veil.
document.getElementById("drawer").addEventListener("focusout", (event) => {
  if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget)) setMenu(false);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && drawer.checked) {
    setMenu(false);
    menu.focus();
    return;
  }
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || takesText(event.target) || !slash.on) return;
  event.preventDefault();
  const field = document.getElementById("search-words");
  if (field) field.select();
  else document.querySelector("[data-search-link]")?.click();
});

const link = document.querySelector("[data-search-link]");
if (link && slash.on) {
  link.setAttribute("aria-keyshortcuts", "/");
  link.classList.add("search-link--key");
}
