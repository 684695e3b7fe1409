// The pieces of markup that the server sent as templates, for what the page says by itself.

export class Pieces {
  #templates;

  /** @param {ParentNode} root */
  constructor(root) {
    /** @type {NodeListOf<HTMLTemplateElement>} */
    const all = root.querySelectorAll("template[data-piece]");
    this.#templates = new Map([...all].map((template) => [template.dataset.piece, template]));
  }

  /**
   * @param {string} name
   * @param {Record<string, string>} texts what to write, by the selector of the element that holds it
   * @returns {DocumentFragment}
   */
  make(name, texts = {}) {
    const made = document.importNode(this.#templates.get(name).content, true);
    for (const [selector, text] of Object.entries(texts)) made.querySelector(selector).textContent = text;
    return made;
  }
}
