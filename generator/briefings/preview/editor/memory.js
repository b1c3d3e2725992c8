// @ts-check
// What a tab remembers when its page is loaded again, also after a crash.

const PREFIX = "preview-";

/**
 * @template T
 * @param {Storage} storage
 * @param {string} name
 * @returns {T | null} null if there is none, or no storage
 */
function recalled(storage, name) {
  try {
    return JSON.parse(storage.getItem(PREFIX + name) ?? "null");
  } catch { return null; }
}

/**
 * @param {Storage} storage
 * @param {string} name
 * @param {unknown} value null to forget it
 */
function kept(storage, name, value) {
  try {
    if (value === null) storage.removeItem(PREFIX + name);
    else storage.setItem(PREFIX + name, JSON.stringify(value));
  } catch { /* a full or closed storage */ }
}

/** Of this tab. */
export const tab = {
  /** @type {<T>(name: string) => T | null} */
  recall: (name) => recalled(sessionStorage, name),
  /** @type {(name: string, value: unknown) => void} */
  keep: (name, value) => kept(sessionStorage, name, value),
};

/** Of this browser. */
export const browser = {
  /** @type {<T>(name: string) => T | null} */
  recall: (name) => recalled(localStorage, name),
  /** @type {(name: string, value: unknown) => void} */
  keep: (name, value) => kept(localStorage, name, value),
};
