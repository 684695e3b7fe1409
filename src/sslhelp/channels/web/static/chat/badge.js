// How many messages nobody has seen yet: on the launcher, and in the title of the page.

/** @import { Words } from "./words.js" */

export class Badge {
  #host;
  #launcher;
  #words;
  #title = document.title;

  /**
   * @param {HTMLElement} host has the launcher's label
   * @param {HTMLButtonElement | null} launcher
   * @param {Words} words
   */
  constructor(host, launcher, words) {
    this.#host = host;
    this.#launcher = launcher;
    this.#words = words;
  }

  /** @param {number} count */
  show(count) {
    const label = this.#host.getAttribute("label") ?? "Help";
    if (this.#launcher) this.#launcher.textContent = count ? this.#words.say("unread", { label, count }) : label;
    document.title = count ? `(${count}) ${this.#title}` : this.#title;
  }
}
