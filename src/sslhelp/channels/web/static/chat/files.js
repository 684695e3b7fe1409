// Files that were picked or dropped, until they are sent.

/** @import { Pieces } from "./pieces.js" */
/** @import { Words } from "./words.js" */

export class Files {
  /** @type {File[]} */
  #chosen = [];
  /** @type {HTMLElement} */
  #list;
  #pieces;
  #words;
  #done;

  /**
   * @param {HTMLFormElement} form
   * @param {Pieces} pieces
   * @param {Words} words
   * @param {() => void} done where the focus goes after a choice
   */
  constructor(form, pieces, words, done) {
    this.#list = form.querySelector(".files");
    this.#pieces = pieces;
    this.#words = words;
    this.#done = done;
    /** @type {HTMLInputElement} */
    const picker = form.querySelector("input[type=file]");
    picker.addEventListener("change", () => {
      this.#add(picker.files);
      picker.value = "";
    });
    this.#takeDrops(form.closest(".panel"), form.querySelector(".drop"));
  }

  /** @returns {File[]} what was chosen; the list is empty afterwards */
  take() {
    const chosen = this.#chosen;
    this.#chosen = [];
    this.#show();
    return chosen;
  }

  /** @param {FileList} files */
  #add(files) {
    this.#chosen.push(...files);
    this.#show();
    this.#done();
  }

  /** @param {File} file */
  #remove(file) {
    this.#chosen = this.#chosen.filter((other) => other !== file);
    this.#show();
    this.#done();
  }

  #show() {
    const items = this.#chosen.map((file) => {
      const item = this.#pieces.make("chosen", {
        "[data-name]": file.name,
        "[data-size]": this.#words.size(file.size),
      });
      const button = item.querySelector("[data-remove]");
      button.setAttribute("aria-label", this.#words.say("remove", { name: file.name }));
      button.addEventListener("click", () => this.#remove(file));
      return item;
    });
    this.#list.replaceChildren(...items);
    this.#list.hidden = items.length === 0;
  }

  /**
   * @param {HTMLElement} panel
   * @param {HTMLElement} veil
   */
  #takeDrops(panel, veil) {
    /** @param {DragEvent} event */
    const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
    panel.addEventListener("dragover", (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      veil.hidden = false;
    });
    panel.addEventListener("dragleave", (event) => {
      if (!panel.contains(/** @type {Node} */ (event.relatedTarget))) veil.hidden = true;
    });
    panel.addEventListener("drop", (event) => {
      veil.hidden = true;
      if (!holdsFiles(event)) return;
      event.preventDefault();
      this.#add(event.dataTransfer.files);
    });
  }
}
