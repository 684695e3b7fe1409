// The one tag of a shop's page: shows the launcher, and loads the chat when it is first opened.
(() => {
  const base = new URL(".", document.currentScript.src);
  const at = (path) => new URL(path, base).href;
  const remembered = () => {
    try {
      return sessionStorage.getItem("sslhelp.open");
    } catch {
      return null;
    }
  };

  class SslHelp extends HTMLElement {
    #chat = null;
    #launcher = null;

    connectedCallback() {
      if (this.getAttribute("mode") === "page") this.load();
      else if (!this.shadowRoot) this.#showLauncher();
      const follow = () => this.#follow(location.hash);
      addEventListener("hashchange", follow);
      follow();
    }

    load() {
      this.#chat ??= import(at("static/chat/main.js"))
        .then((main) => main.mount(this, base, this.#launcher))
        .catch((fault) => {
          this.#chat = null; // the next click tries again
          throw fault;
        });
      return this.#chat;
    }

    on(event, heard) {
      this.addEventListener(`sslhelp:${event}`, (told) => heard(told.detail));
    }

    once(event, heard) {
      this.addEventListener(`sslhelp:${event}`, (told) => heard(told.detail), { once: true });
    }

    #follow(hash) {
      const link = /^#sslhelp(?:=([\w-]+))?$/.exec(hash);
      if (link?.[1]) this.article(link[1]);
      else if (link) this.open();
      else if (this.#launcher && remembered()) this.open({ focus: false });
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
        this.open().then(
          () => (button.textContent = label()),
          () => (button.textContent = `${label()} cannot be reached. Try again`),
        ),
      );
      const answer = await fetch(at("static/sslhelp.css"), { credentials: "omit" });
      sheet.replaceSync(await answer.text());
      root.append(button);
    }
  }

  for (const name of ["open", "close", "toggle", "ask", "search", "article", "prefill", "config", "reset"]) {
    SslHelp.prototype[name] = async function (...given) {
      return (await this.load())[name](...given);
    };
  }
  customElements.define("ssl-help", SslHelp);
  if (!document.querySelector("ssl-help")) document.body.append(document.createElement("ssl-help"));
  window.sslhelp = (name, ...given) => document.querySelector("ssl-help")[name](...given);
})();
