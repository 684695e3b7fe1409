// One short line on what is going on, read out when it changes; it goes by itself when it is of the moment only.

/** @import { Words } from "./words.js" */

const MOMENT = 4000;

export class Status {
  #line;
  #words;
  #timer = 0;

  /**
   * @param {HTMLElement} line
   * @param {Words} words
   */
  constructor(line, words) {
    this.#line = line;
    this.#words = words;
  }

  /**
   * Say something that has just happened.
   * @param {string} name
   * @param {Record<string, string>} values
   */
  say(name, values = {}) {
    this.stay(name, values);
    this.#timer = setTimeout(() => this.clear(), MOMENT);
  }

  /**
   * Say something that goes on until it is cleared.
   * @param {string} name
   * @param {Record<string, string>} values
   */
  stay(name, values = {}) {
    clearTimeout(this.#timer);
    this.#line.textContent = this.#words.say(name, values);
  }

  clear() {
    clearTimeout(this.#timer);
    this.#line.textContent = "";
  }
}
