// What can be done with the conversation as a whole: save it, delete it.

import { save } from "./blocks.js";

/** @import { Chat } from "./chat.js" */
/** @import { Log } from "./log.js" */
/** @import { Status } from "./status.js" */

export class Menu {
  /** @type {HTMLDetailsElement} */
  #menu;

  /**
   * @param {HTMLElement} panel
   * @param {{chat: Chat, log: Log, status: Status}} parts
   */
  constructor(panel, { chat, log, status }) {
    this.#menu = panel.querySelector(".menu");
    this.#menu.querySelector("[data-save]").addEventListener("click", () => {
      this.#close();
      save("conversation.txt", log.transcript(), "text/plain");
      status.say("saved", { name: "conversation.txt" });
    });
    this.#menu.querySelector("[data-clear]").addEventListener("click", () => {
      this.#close();
      chat.clear();
    });
    this.#menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.#menu.open) return;
      event.stopPropagation();
      this.#close();
    });
    panel.addEventListener("click", (event) => {
      if (!this.#menu.contains(/** @type {Node} */ (event.target))) this.#menu.open = false;
    });
  }

  #close() {
    this.#menu.open = false;
    this.#menu.querySelector("summary").focus();
  }
}
