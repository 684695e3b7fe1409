// Which conversation this is: kept for the tab, and in the form that works without scripts.

const KEY = "sslhelp.conversation";

export class Memory {
  #field;

  /** @param {HTMLInputElement} field */
  constructor(field) {
    this.#field = field;
    if (!field.value) field.value = this.#storage()?.getItem(KEY) ?? "";
  }

  /** @returns {string} "" before the first answer */
  get conversation() {
    return this.#field.value;
  }

  set conversation(id) {
    this.#field.value = id;
    if (id) this.#storage()?.setItem(KEY, id);
    else this.#storage()?.removeItem(KEY);
  }

  #storage() {
    try {
      return globalThis.sessionStorage;
    } catch {
      return null; // the browser or the host page forbids storage: the conversation lasts as long as the page
    }
  }
}
