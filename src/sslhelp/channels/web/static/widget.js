// The one tag of a shop's page: shows the launcher, and loads the chat when it is first opened.
(() => {
  const base = new URL(".", document.currentScript.src);
  const at = (path) => new URL(path, base).href;

  class SslHelp extends HTMLElement {
    #chat = null;
    #launcher = null;

    connectedCallback() {
      if (this.getAttribute("mode") === "page") this.#load();
      else if (!this.shadowRoot) this.#showLauncher();
    }

    async open() {
      (await this.#load()).open();
    }

    async close() {
      (await this.#load()).close();
    }

    #load() {
      this.#chat ??= import(at("static/chat/main.js"))
        .then((main) => main.mount(this.shadowRoot ?? this, base, this.#launcher))
        .catch((fault) => {
          this.#chat = null; // the next click tries again
          throw fault;
        });
      return this.#chat;
    }

    async #showLauncher() {
      const root = this.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet();
      root.adoptedStyleSheets = [sheet];
      this.#launcher = document.createElement("button");
      this.#launcher.type = "button";
      this.#launcher.className = "launcher";
      const label = this.getAttribute("label") ?? "Help";
      this.#launcher.textContent = label;
      this.#launcher.setAttribute("aria-haspopup", "dialog");
      this.#launcher.setAttribute("aria-expanded", "false");
      this.#launcher.setAttribute("aria-controls", "panel");
      this.#launcher.addEventListener("click", () =>
        this.open().then(
          () => (this.#launcher.textContent = label),
          () => (this.#launcher.textContent = `${label} cannot be reached. Try again`),
        ),
      );
      const answer = await fetch(at("static/sslhelp.css"), { credentials: "omit" });
      sheet.replaceSync(await answer.text());
      root.append(this.#launcher);
    }
  }

  customElements.define("ssl-help", SslHelp);
  if (!document.querySelector("ssl-help")) document.body.append(document.createElement("ssl-help"));
})();
