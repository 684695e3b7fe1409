// One short line on what is going on, read out when it changes; it goes by itself when it is of the moment only.

const MOMENT = 4000;

export class Status {
  #line;
  #words;
  #timer = 0;

  /**
   * @param {HTMLElement} line
   * @param {import("./words.js").Words} words
   */
  constructor(line, words) {
    this.#line = line;
    this.#words = words;
  }

  /** Say something that has just happened. */
  say(name, values = {}) {
    this.stay(name, values);
    this.#timer = setTimeout(() => this.clear(), MOMENT);
  }

  /** Say something that goes on until it is cleared. */
  stay(name, values = {}) {
    clearTimeout(this.#timer);
    this.#line.textContent = this.#words.say(name, values);
  }

  clear() {
    clearTimeout(this.#timer);
    this.#line.textContent = "";
  }
}
