// The buttons inside answers that the server is told of: helpful or not, and a word on what was missing.

export class Actions {
  #parts;

  /** @param {HTMLElement} panel */
  constructor(panel, parts) {
    this.#parts = parts;
    panel.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      if ("helpful" in button.dataset) this.#judge(button);
      else if ("comment" in button.dataset) this.#comment(button);
    });
  }

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

  async #comment(button) {
    const form = button.closest(".comment");
    const judged = form.parentElement.querySelector("[data-article]");
    const text = form.querySelector("textarea").value.trim();
    if (!text || !(await this.#send(judged.dataset.article, false, text))) return;
    judged.parentElement.querySelector('[data-helpful="false"]').focus();
    form.remove();
  }

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
