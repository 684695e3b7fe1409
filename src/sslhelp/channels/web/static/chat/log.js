// The conversation as it is shown. What was said before is put in while the log is silent; then it goes live.

import { fragment } from "./html.js";
import { describe } from "./paste.js";

/** @import { Hit, StaffLine } from "./api.js" */
/** @import { Pieces } from "./pieces.js" */
/** @import { Words } from "./words.js" */

/** @type {Intl.DateTimeFormatOptions} */
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
   * @param {Pieces} pieces
   * @param {Words} words
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
    const said = [.../** @type {NodeListOf<HTMLElement>} */ (this.#list.querySelectorAll(":scope > li"))].map(
      (message) => {
        /** @type {NodeListOf<HTMLElement>} */
        const pressed = message.querySelectorAll("button, summary");
        const buttons = new Set([...pressed].map((each) => each.innerText.trim()));
        const lines = message.innerText.split("\n").map((line) => line.trim());
        return lines.filter((line) => line && !buttons.has(line)).join("\n");
      },
    );
    return `${said.join("\n\n")}\n`;
  }

  /** Bring up what was asked last; it must be on the screen. */
  showLatest() {
    /** @type {NodeListOf<HTMLElement>} */
    const all = this.#list.querySelectorAll(".you");
    const asked = [...all].at(-1);
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
    if (!html.trim()) return; // a person has the conversation
    const said = this.#pieces.make("said");
    said.firstElementChild.append(fragment(html));
    this.#answer(question, said, at);
  }

  /**
   * Show what a person of the shop says, or what has become of it.
   * @param {StaffLine} line
   * @param {string} name
   */
  setStaffLine({ id, text, at, edited, deleted }, name) {
    /** @type {HTMLElement} */
    let message = this.#list.querySelector(`[data-line="${CSS.escape(id)}"]`);
    if (!message) {
      message = this.#message("staff", new Date(at));
      message.dataset.line = id;
      this.#list.append(message);
    }
    const words = message.querySelector(".words");
    message.querySelector("b").textContent = name;
    message.querySelector("[data-edited]").toggleAttribute("hidden", !edited);
    const now = deleted ? this.#words.say("withdrawn") : text;
    if (words.textContent === now) return;
    words.replaceChildren(...linkified(now));
    message.scrollIntoView({ block: "nearest" });
  }

  /** @param {string} line on who has the conversation */
  addRemark(line) {
    const remark = document.createElement("li");
    remark.className = "remark";
    remark.textContent = line;
    this.#list.append(remark);
    remark.scrollIntoView({ block: "nearest" });
  }

  /** @param {Hit[]} hits of a search */
  addHits(hits) {
    const message = this.#message("assistant", new Date());
    message.append(this.#pieces.make("hits"));
    message.querySelector("ul").append(...hits.map(linked));
    message.querySelector("[data-nothing]").toggleAttribute("hidden", hits.length > 0);
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
    /** @type {HTMLButtonElement} */
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

  /**
   * Scroll so that a question stands at the top, with the answer under it.
   * @param {HTMLElement} message
   */
  bringUp(message) {
    this.#box.scrollTop += message.getBoundingClientRect().top - this.#box.getBoundingClientRect().top - 16;
  }

  /**
   * Put an answer under its question, also when more was asked meanwhile.
   * @param {HTMLElement} question
   * @param {Node} part
   * @param {Date} at
   */
  #answer(question, part, at) {
    const message = this.#message("assistant", at);
    message.append(part);
    question.after(message);
  }

  /**
   * @param {{kinds: string[], length: number}} described
   * @param {string} text
   */
  #pasted({ kinds, length }, text) {
    const size = this.#words.say("characters", { size: this.#words.number(length) });
    const made = this.#pieces.make("pasted", { "[data-size]": size, pre: text });
    const kind = kinds.length > 1 ? this.#words.say("blocks", { count: kinds.length }) : kinds[0];
    if (kind) made.querySelector("[data-kind]").textContent = kind;
    return made;
  }

  /**
   * @param {string} piece
   * @param {Date} at
   */
  #message(piece, at) {
    const made = this.#pieces.make(piece, { time: this.#hour.format(at) });
    const message = /** @type {HTMLElement} */ (made.firstElementChild);
    message.querySelector("time").dateTime = at.toISOString();
    return message;
  }
}

/** @param {string} words */
function paragraph(words) {
  const element = document.createElement("p");
  element.className = "words";
  element.dir = "auto";
  element.textContent = words;
  return element;
}

/** @param {Hit} hit */
function linked({ article, anchor, heading }) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = anchor ? `${article.url}#${anchor}` : article.url;
  link.textContent = anchor ? `${article.title}: ${heading}` : article.title;
  item.append(link);
  return item;
}

/**
 * A text whose addresses can be followed.
 * @param {string} text
 */
function linkified(text) {
  return text.split(/(https?:\/\/[^\s<>"]{1,500}[^\s<>").,;:!?])/).map((piece, at) => {
    if (at % 2 === 0) return piece;
    const link = document.createElement("a");
    link.href = link.textContent = piece;
    link.rel = "noopener";
    return link;
  });
}
