// What a page of the shop can have the chat do, after Help Scout's Beacon: by methods of <ssl-help>, or sslhelp("open").

/** @import { Api } from "./api.js" */
/** @import { Chat } from "./chat.js" */
/** @import { Composer } from "./composer.js" */
/** @import { Frame } from "./frame.js" */
/** @import { Log } from "./log.js" */

export class Remote {
  #parts;

  /**
   * @param {{
   *   host: HTMLElement, launcher: HTMLButtonElement | null, frame: Frame, chat: Chat, composer: Composer, log: Log,
   *   api: Api,
   * }} parts
   */
  constructor(parts) {
    this.#parts = parts;
  }

  /** @param {{focus?: boolean}} [how] */
  open(how) {
    this.#parts.frame.open(how);
  }

  close() {
    this.#parts.frame.close();
  }

  toggle() {
    this.#parts.frame.toggle();
  }

  /** @param {string} text */
  ask(text) {
    this.open();
    return this.#parts.chat.say({ text });
  }

  /** Show what the help centre has. @param {string} query */
  async search(query) {
    this.open();
    const { hits } = await this.#parts.api.search(query);
    this.#parts.log.addHits(hits);
    return hits;
  }

  /** Show an article. @param {string} id */
  async article(id) {
    this.open();
    const { title } = await this.#parts.api.article(id);
    return this.#parts.chat.say({ text: title, choice: `article:${id}` });
  }

  /** Write into the field, for the customer to send. @param {{text: string}} what */
  prefill({ text }) {
    this.#parts.composer.fill(text);
  }

  /** @param {{theme?: "light" | "dark", label?: string}} how */
  config({ theme, label }) {
    const { host, launcher } = this.#parts;
    if (theme) host.dataset.theme = theme;
    if (label) host.setAttribute("label", label);
    if (label && launcher) launcher.textContent = label;
  }

  /** Delete the conversation, here and on the server. */
  reset() {
    return this.#parts.chat.clear();
  }
}
