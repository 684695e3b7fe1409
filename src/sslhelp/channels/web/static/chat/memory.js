// Which conversation this is: kept for all tabs of the site until it is stale, and in the form that works without scripts.

const KEY = "sslhelp.conversation";
const SEEN = "sslhelp.seen";
const WAITING = "sslhelp.waiting"; // has the loader load the chat on the next page, unopened
const HOUR = 3_600_000;
const WEEK = 7 * 24; // hours

export class Memory {
  #field;
  #own;
  #hours;

  /**
   * @param {HTMLInputElement} field
   * @param {number} hours after which a conversation that nobody went on with is forgotten here; 0 keeps none
   */
  constructor(field, hours) {
    this.#field = field;
    this.#own = this.#hours = hours;
    if (!field.value) field.value = this.#kept();
  }

  /**
   * Keep the conversation for a week while people of the shop have it: they may answer tomorrow.
   * @param {boolean} held
   */
  hold(held) {
    const hours = held ? Math.max(this.#own, WEEK) : this.#own;
    if (hours === this.#hours) return;
    this.#hours = hours;
    this.#keep(this.conversation);
    try {
      if (held) localStorage.setItem(WAITING, "1");
      else localStorage.removeItem(WAITING);
    } catch {
      // as below
    }
  }

  /** When the last line of the staff's was written that the customer has seen. */
  get seen() {
    try {
      return localStorage.getItem(SEEN) ?? "";
    } catch {
      return "";
    }
  }

  set seen(at) {
    try {
      localStorage.setItem(SEEN, at);
    } catch {
      // the browser or the host page forbids storage: after a page change they count as new again
    }
  }

  /** @returns {string} "" before the first answer */
  get conversation() {
    return this.#field.value;
  }

  set conversation(id) {
    this.#field.value = id;
    this.#keep(id);
  }

  /** @param {string} id */
  #keep(id) {
    try {
      if (id && this.#own) localStorage.setItem(KEY, JSON.stringify({ id, until: Date.now() + this.#hours * HOUR }));
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
      const { id, until } = JSON.parse(localStorage.getItem(KEY)) ?? {};
      return id && Date.now() < until ? id : "";
    } catch {
      return "";
    }
  }
}
