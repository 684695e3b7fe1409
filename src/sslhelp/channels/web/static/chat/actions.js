// The buttons inside answers that the server is told of: helpful or not, and a word on what was missing.

/** @import { Api } from "./api.js" */
/** @import { Memory } from "./memory.js" */
/** @import { Pieces } from "./pieces.js" */
/** @import { Status } from "./status.js" */

export class Actions {
  #parts;

  /**
   * @param {HTMLElement} panel
   * @param {{api: Api, memory: Memory, pieces: Pieces, status: Status}} parts
   */
  constructor(panel, parts) {
    this.#parts = parts;
    panel.addEventListener("click", (event) => {
      const button = /** @type {HTMLElement} */ (event.target).closest("button");
      if (!button) return;
      if ("helpful" in button.dataset) this.#judge(button);
      else if ("comment" in button.dataset) this.#comment(button);
    });
  }

  /** @param {HTMLButtonElement} button */
  async #judge(button) {
    const helpful = button.dataset.helpful === "true";
    if (!(await this.#send(button.dataset.article, helpful, ""))) return;
    const group = button.parentElement;
    for (const other of group.querySelectorAll("[data-helpful]")) {
      other.setAttribute("aria-pressed", String(other === button));
    }
    group.parentElement.querySelector(".comment")?.remove();
    if (!helpful) group.after(this.#parts.pieces.make("comment"));
  }

  /** @param {HTMLButtonElement} button */
  async #comment(button) {
    const form = button.closest(".comment");
    /** @type {HTMLElement} */
    const judged = form.parentElement.querySelector("[data-article]");
    const text = form.querySelector("textarea").value.trim();
    if (!text || !(await this.#send(judged.dataset.article, false, text))) return;
    /** @type {HTMLElement} */
    const judgement = judged.parentElement.querySelector('[data-helpful="false"]');
    judgement.focus();
    form.remove();
  }

  /**
   * @param {string} article_id
   * @param {boolean} helpful
   * @param {string} comment
   * @returns {Promise<boolean>} whether the server noted it
   */
  async #send(article_id, helpful, comment) {
    const { api, memory, status } = this.#parts;
    try {
      await api.feedback({ conversation_id: memory.conversation, article_id, helpful, comment });
    } catch {
      status.say("not_noted");
      return false;
    }
    status.say("noted");
    return true;
  }
}
