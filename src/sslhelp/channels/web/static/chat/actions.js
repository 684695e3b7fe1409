// The buttons inside answers: copy, download, helpful or not.

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
      if (!button) return;
      if ("copy" in button.dataset) this.#copy(button);
      else if ("download" in button.dataset) this.#download(button);
      else if ("helpful" in button.dataset) this.#judge(button);
    });
  }

  async #copy(button) {
    try {
      await navigator.clipboard.writeText(button.dataset.copy || blockOf(button)); // there is no clipboard without https
      this.#status.textContent = "Copied";
    } catch {
      this.#status.textContent = "The browser did not allow copying";
    }
  }

  #download(button) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([blockOf(button)], { type: button.dataset.type }));
    link.download = button.dataset.download;
    link.click();
    URL.revokeObjectURL(link.href);
    this.#status.textContent = `Saved as ${link.download}`;
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

/** The text of the block that a button belongs to. */
function blockOf(button) {
  return button.closest("[data-block]").querySelector("pre").textContent;
}
