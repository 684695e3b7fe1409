// The panel as a window over the shop's page: opening, closing, focus. On the chat page it only stands there.

/** @import { Composer } from "./composer.js" */
/** @import { Log } from "./log.js" */
/** @import { Tell } from "./main.js" */

const small = globalThis.matchMedia("(max-width: 480px)");

export class Frame {
  #panel;
  #launcher;
  #composer;
  #log;
  #tell;
  /** @type {HTMLElement[]} */
  #stilled = [];

  /**
   * @param {HTMLElement} panel
   * @param {HTMLButtonElement | null} launcher
   * @param {{composer: Composer, log: Log, tell: Tell}} parts
   */
  constructor(panel, launcher, { composer, log, tell }) {
    this.#panel = panel;
    this.#launcher = launcher;
    this.#composer = composer;
    this.#log = log;
    this.#tell = tell;
    panel.addEventListener("keydown", (event) => this.#onKey(event));
    panel.querySelector("[data-close]")?.addEventListener("click", () => this.close());
    small.addEventListener("change", () => this.#holdPage(!panel.hidden));
  }

  /** @param {{focus?: boolean}} how whether the customer asked for it, and goes on there */
  open({ focus = true } = {}) {
    if (!this.#launcher || !this.#panel.hidden) return;
    this.#panel.hidden = false;
    this.#launcher.hidden = true;
    this.#launcher.setAttribute("aria-expanded", "true");
    this.#holdPage(true);
    this.#log.showLatest();
    if (focus) this.#composer.focus();
    remember(true);
    this.#tell("open");
  }

  close() {
    if (!this.#launcher || this.#panel.hidden) return;
    this.#panel.hidden = true;
    this.#launcher.hidden = false;
    this.#launcher.setAttribute("aria-expanded", "false");
    this.#holdPage(false);
    this.#launcher.focus();
    remember(false);
    this.#tell("close");
  }

  toggle() {
    if (this.#panel.hidden) this.open();
    else this.close();
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (event.isComposing) return;
    if (event.key === "Escape" && this.#launcher) {
      event.preventDefault();
      this.close();
    } else if (event.key === "F6") {
      event.preventDefault();
      if (/** @type {HTMLElement} */ (event.target).closest(".log")) this.#composer.focus();
      else this.#log.focus();
    }
  }

  /**
   * On a small screen the panel covers the page, so the page is kept from being reached behind it.
   * @param {boolean} open
   */
  #holdPage(open) {
    for (const element of this.#stilled) element.inert = false;
    this.#stilled = [];
    const modal = open && small.matches && this.#launcher !== null;
    this.#panel.removeAttribute("aria-modal");
    if (!modal) return;
    this.#panel.setAttribute("aria-modal", "true");
    const { host } = /** @type {ShadowRoot} */ (this.#panel.getRootNode());
    const others = /** @type {HTMLElement[]} */ ([...document.body.children]);
    this.#stilled = others.filter((element) => element !== host && !element.inert);
    for (const element of this.#stilled) element.inert = true;
  }
}

/**
 * Keep for the tab whether the panel is open, so that the next page of the shop opens it again.
 * @param {boolean} open
 */
function remember(open) {
  try {
    if (open) sessionStorage.setItem("sslhelp.open", "1");
    else sessionStorage.removeItem("sslhelp.open");
  } catch {
    // the browser or the host page forbids storage: every page begins with the launcher
  }
}
