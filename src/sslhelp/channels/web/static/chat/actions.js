// The buttons inside answers that the server is told of: helpful or not.

export class Actions {
  #api;
  #memory;
  #status;

  /** @param {HTMLElement} panel */
  constructor(panel, { api, memory, status }) {
    this.#api = api;
    this.#memory = memory;
    this.#status = status;
    panel.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button && "helpful" in button.dataset) this.#judge(button);
    });
  }

  async #judge(button) {
    const judgement = {
      conversation_id: this.#memory.conversation,
      article_id: button.dataset.article,
      helpful: button.dataset.helpful === "true",
    };
    try {
      await this.#api.feedback(judgement);
    } catch {
      this.#status.textContent = "Your judgement could not be sent";
      return;
    }
    for (const other of button.parentElement.querySelectorAll("[data-helpful]")) {
      other.setAttribute("aria-pressed", String(other === button));
    }
    this.#status.textContent = "Noted";
  }
}
