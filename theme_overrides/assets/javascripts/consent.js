// Asks before anything is requested from third parties, keeps the answer, and inserts what was allowed.

{
  const KEY = "__consent";
  const scope = new URL("../../", document.currentScript.src).pathname;

  // Scripts of the owner ask as in Material: `__md_get("__consent")?.analytics`.
  window.__md_get = (key) => {
    try { return JSON.parse(localStorage.getItem(`${scope}.${key}`)); } catch { return null; }
  };

  const form = document.getElementById(KEY);
  const given = window.__md_get(KEY);
  const names = (answer) => Object.keys(answer ?? {}).sort().join();

  if (given) {
    for (const box of form.querySelectorAll("[type=checkbox]")) box.checked = Boolean(given[box.name]);
  }
  form.hidden = given !== null;

  function open() {
    if (location.hash !== `#${KEY}`) return;
    form.hidden = false;
    form.focus();
  }
  addEventListener("hashchange", open);
  open();

  function keep(event) {
    event.preventDefault();
    const allowed = event.type === "submit" ? [...new FormData(form).keys()] : [];
    const answer = Object.fromEntries(allowed.map((name) => [name, true]));
    try { localStorage.setItem(`${scope}.${KEY}`, JSON.stringify(answer)); } catch { /* asked again next time */ }
    if (location.hash) history.replaceState(null, "", location.pathname + location.search);
    // What has run cannot be stopped on this page, and what is allowed now runs from the beginning.
    if (names(answer) === names(given)) form.hidden = true;
    else location.reload();
  }
  form.addEventListener("submit", keep);
  form.addEventListener("reset", keep);

  // Scripts written for Material wait for its observables. There is no navigation without loading.
  window.document$ ??= { subscribe: (then) => then(document) };
  window.location$ ??= { subscribe: () => {} };
  for (const template of document.querySelectorAll("template[data-consent]")) {
    if (!given?.[template.dataset.consent]) continue;
    template.replaceWith(template.content.cloneNode(true));
    window.__md_analytics?.();
  }
}
