// What was written and has no answer yet, kept for the tab: it is sent on the next page, or when the network is back.
// Each message has a key of its own, so that the server answers it once, however often it is sent.

const KEY = "sslhelp.outbox";

/** @typedef {{key: string, text: string, choice?: string}} Waiting */

export class Outbox {
  /** @returns {Waiting[]} what is left of the page before */
  waiting() {
    try {
      return JSON.parse(sessionStorage.getItem(KEY)) ?? [];
    } catch {
      return []; // the browser or the host page forbids storage: what is unsent lasts as long as the page
    }
  }

  /** @param {Waiting} message */
  add({ key, text, choice }) {
    this.#keep([...this.waiting().filter((each) => each.key !== key), { key, text, choice }]);
  }

  /** @param {{key: string}} message */
  remove({ key }) {
    this.#keep(this.waiting().filter((each) => each.key !== key));
  }

  empty() {
    this.#keep([]);
  }

  /** @param {Waiting[]} messages */
  #keep(messages) {
    try {
      if (messages.length) sessionStorage.setItem(KEY, JSON.stringify(messages));
      else sessionStorage.removeItem(KEY);
    } catch {
      // as above
    }
  }
}

/** @returns {string} 128 random bits; randomUUID is there on https only */
export function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
