// The one tag of a shop's page: shows the launcher, and loads the chat when it is first opened.
(() => {
  const tag = /** @type {HTMLScriptElement} */ (document.currentScript);
  const base = new URL(".", tag.src);
  /** @param {string} path */
  const at = (path) => new URL(path, base).href;
  /** @param {() => string | null} read */
  const kept = (read) => {
    try {
      return read();
    } catch {
      return null;
    }
  };

  class SslHelp extends HTMLElement {
    /** @type {Promise<import("./chat/remote.js").Remote> | null} */
    #chat = null;
    /** @type {HTMLButtonElement | null} */
    #launcher = null;

    connectedCallback() {
      if (this.getAttribute("mode") === "page") this.load();
      else if (!this.shadowRoot) this.#showLauncher();
      const follow = () => this.#follow(location.hash);
      addEventListener("hashchange", follow);
      follow();
    }

    load() {
      this.#chat ??= Promise.all([import(at("static/chat.js")), this.#launcher && this.#panel()])
        .then(([chat, panel]) => chat.mount(this, base, this.#launcher, panel))
        .catch((fault) => {
          this.#chat = null; // the next click tries again
          throw fault;
        });
      return this.#chat;
    }

    async #panel() {
      const language = this.lang || document.documentElement.lang;
      const answer = await fetch(at(`api/v1/panel?lang=${encodeURIComponent(language)}`), { credentials: "omit" });
      if (!answer.ok) throw new Error(answer.statusText);
      return answer.text();
    }

    /**
     * @param {string} event
     * @param {(detail: object) => void} heard
     * @param {AddEventListenerOptions} [how]
     */
    on(event, heard, how) {
      this.addEventListener(`sslhelp:${event}`, (told) => heard(/** @type {CustomEvent} */ (told).detail), how);
    }

    /**
     * @param {string} event
     * @param {(detail: object) => void} heard
     */
    once(event, heard) {
      this.on(event, heard, { once: true });
    }

    /**
     * Have the chat do something, loading it first.
     * @param {string} name of a method of `Remote`
     * @param {unknown[]} given
     */
    async #have(name, ...given) {
      /** @type {Record<string, any>} */
      const remote = await this.load();
      return remote[name](...given);
    }

    /** @param {string} hash of the page's address */
    #follow(hash) {
      const link = /^#sslhelp(?:=([\w-]+))?$/.exec(hash);
      if (link?.[1]) this.#have("article", link[1]);
      else if (link) this.#have("open");
      else if (!this.#launcher) return;
      else if (kept(() => sessionStorage.getItem("sslhelp.open"))) this.#have("open", { focus: false });
      else if (kept(() => localStorage.getItem("sslhelp.waiting"))) this.load();
    }

    async #showLauncher() {
      const root = this.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet();
      root.adoptedStyleSheets = [sheet];
      const button = (this.#launcher = document.createElement("button"));
      const label = () => this.getAttribute("label") ?? "Help";
      Object.assign(button, { type: "button", className: "launcher", textContent: label() });
      button.part.add("launcher");
      for (const [name, value] of [["haspopup", "dialog"], ["expanded", "false"], ["controls", "panel"]]) {
        button.setAttribute(`aria-${name}`, value);
      }
      button.addEventListener("click", () =>
        this.#have("open").then(
          () => (button.textContent = label()),
          () => (button.textContent = `${label()} cannot be reached. Try again`),
        ));
      const answer = await fetch(at("static/sslhelp.css"), { credentials: "omit" });
      sheet.replaceSync(await answer.text());
      root.append(button);
    }

    static {
      for (const name of ["open", "close", "toggle", "ask", "search", "article", "prefill", "config", "reset"]) {
        /** @type {(this: SslHelp, ...given: unknown[]) => Promise<unknown>} */
        const method = function (...given) {
          return this.#have(name, ...given);
        };
        Reflect.set(this.prototype, name, method);
      }
    }
  }

  customElements.define("ssl-help", SslHelp);
  if (!document.querySelector("ssl-help")) document.body.append(document.createElement("ssl-help"));
  /** @type {(name: string, ...given: unknown[]) => unknown} */
  const sslhelp = (name, ...given) => {
    /** @type {Element & Record<string, any>} */
    const element = document.querySelector("ssl-help");
    return element[name](...given);
  };
  Reflect.set(globalThis, "sslhelp", sslhelp);
})();
