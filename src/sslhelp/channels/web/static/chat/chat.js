// One conversation: what the customer sends, what comes back, and what happens when nothing does.

import { encoded, read } from "./attached.js";
import { holdsKey, isKeyFile } from "./keyguard.js";

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
    composer.onSend((message) => this.#say(message));
  }

  /** Show what was said before in this conversation. */
  async restore() {
    if (!this.#memory.conversation || !this.#log.fresh) return;
    try {
      for (const turn of await this.#api.history(this.#memory.conversation)) {
        const at = new Date(turn.at);
        this.#log.addAnswer(turn.html, this.#log.addCustomer(turn.text, [], at), at);
      }
    } catch (fault) {
      if (fault.status === 404) this.#memory.conversation = "";
    }
  }

  /** Show a message at once, and send it when those before it have been answered. */
  #say({ text, choice, files = [] }) {
    if (holdsKey(text)) {
      this.#refuse(this.#log.addRemoved());
      return;
    }
    const question = this.#log.addCustomer(text, files.map((file) => file.name));
    this.#log.bringUp(question);
    this.#queue({ text, choice, files }, question);
  }

  #queue(message, question) {
    this.#turn = this.#turn.then(() => this.#send(message, question));
  }

  async #send(message, question) {
    this.#status.textContent = "Looking that up";
    try {
      const attached = await Promise.all(message.files.map(read));
      if (attached.some(({ bytes }) => isKeyFile(bytes))) {
        this.#refuse(this.#log.addRemoved(question));
        return;
      }
      const answer = await this.#ask({ ...message, files: attached.map(encoded) });
      this.#memory.conversation = answer.conversation_id;
      question.classList.remove("unsent");
      this.#log.addAnswer(answer.html, question);
      this.#log.bringUp(question);
    } catch (fault) {
      this.#fail(message, question, fault);
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

  #refuse(removed) {
    this.#log.addRefusal(removed);
    this.#log.bringUp(removed);
  }

  /** Say why there is no answer; what may go well the next time can be sent again. */
  #fail(message, question, fault) {
    question.classList.add("unsent");
    const again = fault.passing ? () => this.#queue(message, question) : null;
    this.#log.addFailure(fault.message, question, again).scrollIntoView({ block: "nearest" });
  }
}
