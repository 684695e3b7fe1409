// One conversation: what the customer sends, what comes back, and what happens when nothing does.

import { holdsKey, isKeyFile } from "./keyguard.js";

const MAX_FILE = 256 * 1024;

export class Chat {
  #api;
  #log;
  #memory;
  #status;
  #turn = Promise.resolve();

  constructor({ api, log, composer, memory, status }) {
    this.#api = api;
    this.#log = log;
    this.#memory = memory;
    this.#status = status;
    composer.onSend((message) => {
      this.#turn = this.#turn.then(() => this.#say(message));
    });
  }

  /** Show what was said before in this conversation. */
  async restore() {
    if (!this.#memory.conversation || !this.#log.fresh) return;
    try {
      for (const turn of await this.#api.history(this.#memory.conversation)) {
        this.#log.addCustomer(turn.text, [], new Date(turn.at));
        this.#log.addAnswer(turn.html, new Date(turn.at));
      }
    } catch (fault) {
      if (fault.status === 404) this.#memory.conversation = "";
    }
  }

  async #say({ text, choice, files = [] }) {
    const contents = await Promise.all(files.map(async (file) => new Uint8Array(await file.arrayBuffer())));
    if (holdsKey(text) || contents.some(isKeyFile)) {
      const refused = this.#log.addRemoved();
      this.#log.addRefusal();
      this.#log.bringUp(refused);
      return;
    }
    const names = files.map((file) => file.name);
    const question = this.#log.addCustomer(text, names);
    this.#log.bringUp(question);
    if (files.some((file) => file.size > MAX_FILE)) {
      this.#fail(question, "A file is over 256 KB, which no CSR, certificate or chain is.", { text, choice });
      return;
    }
    const attached = contents.map((bytes, at) => ({ name: names[at], data: base64(bytes) }));
    await this.#send({ text, choice, files: attached }, question);
  }

  async #send(message, question) {
    this.#status.textContent = "Looking that up";
    try {
      const answer = await this.#ask(message);
      this.#memory.conversation = answer.conversation_id;
      question.classList.remove("unsent");
      this.#log.addAnswer(answer.html);
      this.#log.bringUp(question);
    } catch (fault) {
      this.#fail(question, fault.message, message);
    } finally {
      this.#status.textContent = "";
    }
  }

  /** Send; a conversation that the server no longer knows is begun anew. */
  async #ask(message) {
    const known = this.#memory.conversation;
    try {
      return await this.#api.send(known ? { ...message, conversation_id: known } : message);
    } catch (fault) {
      if (fault.status !== 404 || !known) throw fault;
      this.#memory.conversation = "";
      return this.#api.send(message);
    }
  }

  #fail(question, reason, message) {
    question.classList.add("unsent");
    const failure = this.#log.addFailure(reason, () => {
      this.#turn = this.#turn.then(() => this.#send(message, question));
    });
    failure.scrollIntoView({ block: "nearest" });
  }
}

function base64(bytes) {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}
