// The conversation as it is shown. What was said before is put in while the log is silent; then it goes live.

import { fragment } from "./html.js";
import { describe } from "./paste.js";

const HOUR = { hour: "2-digit", minute: "2-digit", hour12: false };

export class Log {
  #box;
  #list;
  #pieces;
  #words;
  #greeting;
  #hour;

  /**
   * @param {HTMLElement} box
   * @param {import("./pieces.js").Pieces} pieces
   * @param {import("./words.js").Words} words
   */
  constructor(box, pieces, words) {
    this.#box = box;
    this.#list = box.querySelector("ol");
    this.#pieces = pieces;
    this.#words = words;
    this.#greeting = this.fresh ? this.#list.firstElementChild : null;
    this.#hour = new Intl.DateTimeFormat(words.language, HOUR);
  }

  /** Whether anything was said here yet. */
  get fresh() {
    return !this.#list.querySelector(".you");
  }

  goLive() {
    this.#box.setAttribute("aria-live", "polite");
  }

  /** Say nothing of what is put in until the log goes live again. */
  rest() {
    this.#box.setAttribute("aria-live", "off");
  }

  focus() {
    this.#box.focus();
  }

  /** Take away all but the greeting. */
  clear() {
    this.#list.replaceChildren(...(this.#greeting ? [this.#greeting] : []));
  }

  /** @returns {string} what was said, as plain text */
  transcript() {
    const said = [...this.#list.children].map((message) => {
      const buttons = new Set([...message.querySelectorAll("button, summary")].map((each) => each.innerText.trim()));
      const lines = message.innerText.split("\n").map((line) => line.trim());
      return lines.filter((line) => line && !buttons.has(line)).join("\n");
    });
    return `${said.join("\n\n")}\n`;
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
      body.append(this.#pasted(pasted, text));
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
    const said = this.#pieces.make("said");
    said.firstElementChild.append(fragment(html));
    this.#answer(question, said, at);
  }

  /** @param {{article: {title: string, url: string}, anchor: string, heading: string}[]} hits of a search */
  addHits(hits) {
    const message = this.#message("assistant", new Date());
    message.append(this.#pieces.make("hits"));
    message.querySelector("ul").append(...hits.map(linked));
    message.querySelector("[data-nothing]").hidden = hits.length > 0;
    this.#list.append(message);
    this.bringUp(message);
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

  #pasted({ kinds, length }, text) {
    const size = this.#words.say("characters", { size: this.#words.number(length) });
    const made = this.#pieces.make("pasted", { "[data-size]": size, pre: text });
    const kind = kinds.length > 1 ? this.#words.say("blocks", { count: kinds.length }) : kinds[0];
    if (kind) made.querySelector("[data-kind]").textContent = kind;
    return made;
  }

  #message(piece, at) {
    const message = this.#pieces.make(piece, { time: this.#hour.format(at) }).firstElementChild;
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

function linked({ article, anchor, heading }) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = anchor ? `${article.url}#${anchor}` : article.url;
  link.textContent = anchor ? `${article.title}: ${heading}` : article.title;
  item.append(link);
  return item;
}
