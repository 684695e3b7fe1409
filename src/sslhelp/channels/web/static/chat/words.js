// What the chat says by itself, in the language that its panel came in.

export class Words {
  /** @type {Record<string, string>} */
  #words;

  /** @param {HTMLElement} panel */
  constructor(panel) {
    this.#words = JSON.parse(panel.dataset.words);
    this.language = panel.lang;
  }

  /**
   * @param {string} name
   * @param {Record<string, string | number>} values for the places in braces
   * @returns {string}
   */
  say(name, values = {}) {
    return this.#words[name].replace(/\{(\w+)\}/g, (_, key) => String(values[key]));
  }

  /** @param {number} value */
  number(value) {
    return new Intl.NumberFormat(this.language).format(value);
  }

  /** @param {number} bytes */
  size(bytes) {
    if (bytes < 1024) return this.say("bytes", { size: this.number(bytes) });
    return this.say("kilobytes", { size: this.number(Math.round(bytes / 102.4) / 10) });
  }
}
