// Where the customer writes: Enter sends, Shift and Enter begin a line, and an input method keeps its own Enter.

import { Files } from "./files.js";

/** @import { Pieces } from "./pieces.js" */
/** @import { Words } from "./words.js" */

export class Composer {
  #form;
  #text;
  #files;

  /**
   * @param {HTMLFormElement} form
   * @param {Pieces} pieces
   * @param {Words} words
   */
  constructor(form, pieces, words) {
    this.#form = form;
    this.#text = form.querySelector("textarea");
    this.#files = new Files(form, pieces, words, () => this.focus());
    this.#text.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      form.requestSubmit();
    });
  }

  focus() {
    this.#text.focus();
  }

  /** @param {string} text */
  fill(text) {
    this.#text.value = text;
  }

  /**
   * Hand over what is sent, and empty the field when it was what is in it.
   * @param {(message: {text: string, choice?: string, files?: File[]}) => void} take
   */
  onSend(take) {
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      const button = /** @type {HTMLButtonElement} */ (event.submitter);
      if (button?.name === "choice") return take({ text: labelOf(button), choice: button.value });
      if (button?.name === "suggestion") return take({ text: button.value });
      const message = { text: this.#text.value.trim(), files: this.#files.take() };
      this.#text.value = "";
      if (message.text || message.files.length) take(message);
    });
  }
}

/**
 * What the customer is shown to have said by a button: its name without the small print.
 * @param {HTMLButtonElement} button
 */
function labelOf(button) {
  return (button.querySelector("b") ?? button).textContent.trim() || button.getAttribute("aria-label");
}
