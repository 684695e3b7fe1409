// Which conversation this is: kept for all tabs of the site until it is stale, and in the form that works without scripts.

const KEY = "sslhelp.conversation";
const HOUR = 3_600_000;

export class Memory {
  #field;
  #hours;

  /**
   * @param {HTMLInputElement} field
   * @param {number} hours after which a conversation that nobody went on with is forgotten here; 0 keeps none
   */
  constructor(field, hours) {
    this.#field = field;
    this.#hours = hours;
    if (!field.value) field.value = this.#kept();
  }

  /** @returns {string} "" before the first answer */
  get conversation() {
    return this.#field.value;
  }

  set conversation(id) {
    this.#field.value = id;
    try {
      if (id && this.#hours) localStorage.setItem(KEY, JSON.stringify({ id, at: Date.now() }));
      else localStorage.removeItem(KEY);
    } catch {
      // the browser or the host page forbids storage: the conversation lasts as long as the page
    }
  }

  /**
   * Tell when another tab went on with the conversation, began one or deleted it.
   * @param {() => void} heard
   */
  onOtherTab(heard) {
    addEventListener("storage", (event) => {
      if (event.key !== KEY) return;
      this.#field.value = this.#kept();
      heard();
    });
  }

  #kept() {
    try {
      const { id, at } = JSON.parse(localStorage.getItem(KEY)) ?? {};
      return id && Date.now() - at < this.#hours * HOUR ? id : "";
    } catch {
      return "";
    }
  }
}
