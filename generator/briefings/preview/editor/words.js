// @ts-check
// The words of the interface, in the language of the site. Scripts have none of their own.

/** @typedef {Record<string, string | Record<string, string>>} Said words by name; forms of plurals by CLDR category */

export class Words {
  #words;
  #plurals;
  #numbers;

  /** @param {Said} words with the BCP 47 tag of their language as `locale` */
  constructor(words) {
    const locale = typeof words.locale === "string" ? words.locale : "en";
    this.locale = locale;
    this.#words = words;
    this.#plurals = new Intl.PluralRules(locale);
    this.#numbers = new Intl.NumberFormat(locale, { numberingSystem: "latn" });
  }

  /**
   * The words with a name.
   *
   * @param {string} name
   * @param {Record<string, string | number>} [values] for placeholders: `{line}`
   * @returns {string} the name itself if it has no words, which a test finds
   */
  say(name, values = {}) {
    const words = this.#words[name];
    return this.#filled(typeof words === "string" ? words : name, values);
  }

  /**
   * The words with a name for a number of things, which they have as `{number}`.
   *
   * @param {string} name
   * @param {number} number
   * @returns {string}
   */
  count(name, number) {
    const forms = this.#words[name];
    if (typeof forms !== "object") return name;
    return this.#filled(forms[this.#plurals.select(number)] ?? forms.other ?? name, { number });
  }

  /**
   * @param {string} words
   * @param {Record<string, string | number>} values
   */
  #filled(words, values) {
    return words.replace(/\{(\w+)\}/g, (whole, name) => {
      const value = values[name];
      if (value === undefined) return whole;
      return typeof value === "number" ? this.#numbers.format(value) : value;
    });
  }
}
