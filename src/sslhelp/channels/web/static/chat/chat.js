// One conversation: what the customer sends, what comes back, and what happens when nothing does.

import { encoded, read } from "./attached.js";
import { holdsKey, isKeyFile } from "./keyguard.js";
import { newKey } from "./outbox.js";

/** @import { Answered, Api, Sent } from "./api.js" */
/** @import { Composer } from "./composer.js" */
/** @import { Log } from "./log.js" */
/** @import { Tell } from "./main.js" */
/** @import { Memory } from "./memory.js" */
/** @import { Outbox } from "./outbox.js" */
/** @import { Staff } from "./staff.js" */
/** @import { Status } from "./status.js" */
/** @import { Words } from "./words.js" */

const SLOW = 4000;

/** @typedef {{key: string, text: string, choice?: string, files: File[]}} Message */

export class Chat {
  #api;
  #log;
  #memory;
  #status;
  #outbox;
  #words;
  #staff;
  #tell;
  #turn = Promise.resolve();
  /** @type {Map<HTMLElement, {message: Message, failure: HTMLElement}>} */
  #unsent = new Map();

  /**
   * @param {{api: Api, log: Log, composer: Composer, memory: Memory, status: Status, outbox: Outbox, words: Words, staff: Staff, tell: Tell}} parts
   */
  constructor({ api, log, composer, memory, status, outbox, words, staff, tell }) {
    this.#api = api;
    this.#log = log;
    this.#memory = memory;
    this.#status = status;
    this.#outbox = outbox;
    this.#words = words;
    this.#staff = staff;
    this.#tell = tell;
    composer.onSend((message) => this.say(message));
    memory.onOtherTab(() => this.#reload());
    addEventListener("online", () => this.#sendUnsent());
    addEventListener("offline", () => status.stay("offline"));
  }

  /** Show what was said before in this conversation. */
  async restore() {
    if (!this.#memory.conversation || !this.#log.fresh) return;
    try {
      const { turns, handoff } = await this.#api.history(this.#memory.conversation);
      for (const turn of turns) {
        const at = new Date(turn.at);
        this.#staff.show(handoff, at);
        this.#log.addAnswer(turn.html, this.#log.addCustomer(turn.text, [], at), at);
      }
      this.#staff.show(handoff);
    } catch (fault) {
      if (fault.status === 404) this.#memory.conversation = "";
    }
  }

  /** Send what the page before had no answer to. */
  resume() {
    for (const message of this.#outbox.waiting()) {
      this.#queue({ files: [], ...message }, this.#log.addCustomer(message.text));
    }
  }

  /**
   * Show a message at once, and send it when those before it have been answered.
   * @param {{text: string, choice?: string, files?: File[]}} message
   * @returns {Promise<void>} when it was answered, or was not
   */
  say({ text, choice, files = [] }) {
    if (holdsKey(text)) {
      this.#refuse(this.#log.addRemoved());
      return Promise.resolve();
    }
    const question = this.#log.addCustomer(text, files.map((file) => file.name));
    this.#log.bringUp(question);
    const message = { key: newKey(), text, choice, files };
    if (!files.length) this.#outbox.add(message);
    this.#tell("question", { text });
    return this.#queue(message, question);
  }

  /** Delete the conversation, here and on the server. */
  async clear() {
    try {
      if (this.#memory.conversation) await this.#api.forget(this.#memory.conversation);
    } catch (fault) {
      if (fault.status !== 404) return this.#status.say("not_deleted");
    }
    this.#memory.conversation = "";
    this.#unsent.clear();
    this.#outbox.empty();
    this.#log.clear();
    this.#staff.forget();
    this.#status.say("deleted");
    this.#tell("reset");
  }

  /**
   * @param {Message} message
   * @param {HTMLElement} question
   */
  #queue(message, question) {
    this.#turn = this.#turn.then(() => this.#send(message, question));
    return this.#turn;
  }

  /**
   * @param {Message} message
   * @param {HTMLElement} question
   */
  async #send(message, question) {
    this.#unsent.delete(question);
    this.#status.stay("looking");
    const slow = setTimeout(() => this.#status.stay("slow"), SLOW);
    try {
      const attached = await Promise.all(message.files.map((file) => read(file, this.#words)));
      if (attached.some(({ bytes }) => isKeyFile(bytes))) {
        this.#refuse(this.#log.addRemoved(question));
        return;
      }
      const answer = await this.#ask({ ...message, files: attached.map(encoded) });
      this.#memory.conversation = answer.conversation_id;
      this.#outbox.remove(message);
      question.classList.remove("unsent");
      this.#log.addAnswer(answer.html, question);
      this.#log.bringUp(question);
      this.#tell("answer", { parts: answer.parts });
      if (passedOn(answer)) this.#staff.look();
    } catch (fault) {
      this.#fail(message, question, fault);
    } finally {
      clearTimeout(slow);
      if (navigator.onLine) this.#status.clear();
      else this.#status.stay("offline");
    }
  }

  /**
   * Send; a conversation that the server no longer knows is begun anew, as another message.
   * @param {Sent} message
   */
  async #ask(message) {
    const known = this.#memory.conversation;
    try {
      return await this.#api.send({ ...message, page: here(), ...(known && { conversation_id: known }) });
    } catch (fault) {
      if (fault.status !== 404 || !known) throw fault;
      this.#memory.conversation = "";
      return this.#api.send({ ...message, key: newKey() });
    }
  }

  /** @param {HTMLElement} removed */
  #refuse(removed) {
    this.#log.addRefusal(removed);
    this.#log.bringUp(removed);
  }

  /**
   * Say why there is no answer; what may go well the next time can be sent again, and is when the network is back.
   * @param {Message} message
   * @param {HTMLElement} question
   * @param {Error & {status?: number, passing?: boolean}} fault
   */
  #fail(message, question, fault) {
    question.classList.add("unsent");
    const passing = fault.passing ?? false;
    const failure = this.#log.addFailure(
      fault.message,
      question,
      passing ? () => this.#queue(message, question) : null,
    );
    if (passing) this.#unsent.set(question, { message, failure });
    else this.#outbox.remove(message);
    failure.scrollIntoView({ block: "nearest" });
    this.#tell("error", { status: fault.status ?? null });
  }

  #sendUnsent() {
    this.#status.clear();
    for (const [question, { message, failure }] of this.#unsent) {
      failure.remove();
      this.#queue(message, question);
    }
    this.#unsent.clear();
  }

  /** Another tab went on with the conversation: show it as it is now, without reading all of it out. */
  async #reload() {
    if (this.#unsent.size) return;
    await this.#turn;
    this.#log.rest();
    this.#log.clear();
    this.#staff.forget();
    await this.restore();
    this.#log.goLive();
    this.#log.showLatest();
  }
}

/**
 * Whether an answer says that the conversation was passed on.
 * @param {Answered} answer
 */
function passedOn({ parts }) {
  return parts.some((part) => Reflect.get(part, "code") === "handoff.waiting");
}

/** The page that the chat stands on, without what may be private in its address. */
function here() {
  return location.origin.startsWith("http") ? (location.origin + location.pathname).slice(0, 500) : "";
}
