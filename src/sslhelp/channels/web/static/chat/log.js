// The conversation as it is shown. What was said before is put in while the log is silent; then it goes live.

import { fragment } from "./html.js";
import { describe } from "./paste.js";

const hour = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hour12: false });

export class Log {
  #box;
  #list;
  #pieces;

  /**
   * @param {HTMLElement} box
   * @param {import("./pieces.js").Pieces} pieces
   */
  constructor(box, pieces) {
    this.#box = box;
    this.#list = box.querySelector("ol");
    this.#pieces = pieces;
  }

  /** Whether anything was said here yet. */
  get fresh() {
    return !this.#list.querySelector(".you");
  }

  goLive() {
    this.#box.setAttribute("aria-live", "polite");
    this.#box.scrollTop = this.fresh ? 0 : this.#box.scrollHeight;
  }

  focus() {
    this.#box.focus();
  }

  /**
   * @param {string} text
   * @param {string[]} names of attached files
   * @returns {HTMLElement} the message
   */
  addCustomer(text, names = [], at = new Date()) {
    const message = this.#message("you", at);
    const body = message.querySelector(".body");
    const pasted = describe(text);
    const words = pasted ? pasted.words : text;
    if (words) body.append(paragraph(words));
    if (pasted) {
      body.append(this.#pieces.make("pasted", { "[data-kind]": pasted.kind, "[data-size]": pasted.size, pre: text }));
    }
    for (const name of names) body.append(this.#pieces.make("attached", { "[data-name]": name }));
    return this.#add(message);
  }

  /** @returns {HTMLElement} the message, in place of one that held a key */
  addRemoved() {
    const message = this.#message("you", new Date());
    message.querySelector(".body").append(this.#pieces.make("removed"));
    return this.#add(message);
  }

  /** @param {string} html */
  addAnswer(html, at = new Date()) {
    return this.#addPart(fragment(html), at);
  }

  addRefusal() {
    return this.#addPart(this.#pieces.make("refused"), new Date());
  }

  /**
   * @param {string} reason
   * @param {() => void} retry
   */
  addFailure(reason, retry) {
    const message = document.createElement("li");
    message.className = "msg";
    message.append(this.#pieces.make("failed", { "[data-reason]": reason }));
    message.querySelector("[data-retry]").addEventListener("click", () => {
      message.remove();
      this.#box.focus();
      retry();
    });
    return this.#add(message);
  }

  /** Scroll so that a question stands at the top, with the answer under it. */
  bringUp(message) {
    this.#box.scrollTop += message.getBoundingClientRect().top - this.#box.getBoundingClientRect().top - 16;
  }

  #addPart(part, at) {
    const message = this.#message("assistant", at);
    message.append(part);
    return this.#add(message);
  }

  #message(piece, at) {
    const message = this.#pieces.make(piece, { time: hour.format(at) }).firstElementChild;
    message.querySelector("time").dateTime = at.toISOString();
    return message;
  }

  #add(message) {
    this.#list.append(message);
    return message;
  }
}

function paragraph(words) {
  const element = document.createElement("p");
  element.className = "words";
  element.dir = "auto";
  element.textContent = words;
  return element;
}
