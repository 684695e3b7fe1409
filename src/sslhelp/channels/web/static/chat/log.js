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
  }

  focus() {
    this.#box.focus();
  }

  /** Bring up what was asked last; it must be on the screen. */
  showLatest() {
    const asked = [...this.#list.querySelectorAll(".you")].at(-1);
    if (asked) this.bringUp(asked);
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
    this.#list.append(message);
    return message;
  }

  /**
   * @param {HTMLElement | null} question the message that turned out to hold a key, when it is shown already
   * @returns {HTMLElement} what stands in its place
   */
  addRemoved(question = null) {
    const message = this.#message("you", new Date());
    message.querySelector(".body").append(this.#pieces.make("removed"));
    if (question) question.replaceWith(message);
    else this.#list.append(message);
    return message;
  }

  /**
   * @param {string} html
   * @param {HTMLElement} question
   */
  addAnswer(html, question, at = new Date()) {
    this.#answer(question, fragment(html), at);
  }

  /** @param {HTMLElement} removed */
  addRefusal(removed) {
    this.#answer(removed, this.#pieces.make("refused"), new Date());
  }

  /**
   * @param {string} reason
   * @param {HTMLElement} question
   * @param {(() => void) | null} again sends the question again; null when that would not help
   * @returns {HTMLElement}
   */
  addFailure(reason, question, again) {
    const message = document.createElement("li");
    message.className = "msg";
    message.append(this.#pieces.make("failed", { "[data-reason]": reason }));
    const retry = message.querySelector("[data-retry]");
    retry.hidden = !again;
    retry.addEventListener("click", () => {
      message.remove();
      this.#box.focus();
      again();
    });
    question.after(message);
    return message;
  }

  /** Scroll so that a question stands at the top, with the answer under it. */
  bringUp(message) {
    this.#box.scrollTop += message.getBoundingClientRect().top - this.#box.getBoundingClientRect().top - 16;
  }

  /** Put an answer under its question, also when more was asked meanwhile. */
  #answer(question, part, at) {
    const message = this.#message("assistant", at);
    message.append(part);
    question.after(message);
  }

  #message(piece, at) {
    const message = this.#pieces.make(piece, { time: hour.format(at) }).firstElementChild;
    message.querySelector("time").dateTime = at.toISOString();
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
