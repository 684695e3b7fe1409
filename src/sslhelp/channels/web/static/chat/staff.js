// What people of the shop say, once the conversation was passed on: asked for while it is, shown where it belongs.

/** @import { Api, Handoff, StaffLine } from "./api.js" */
/** @import { Log } from "./log.js" */
/** @import { Tell } from "./main.js" */
/** @import { Memory } from "./memory.js" */
/** @import { Words } from "./words.js" */

const NEAR = 1200; // ms, while somebody may be looking
const FAR = 10_000; // behind another tab, or while the server is away

export class Staff {
  #api;
  #log;
  #memory;
  #words;
  #tell;
  #visible;
  #onUnread;
  #timer = 0;
  #state = "none";
  /** @type {Set<string>} */
  #shown = new Set();

  /**
   * @param {{
   *   api: Api, log: Log, memory: Memory, words: Words, tell: Tell, visible: () => boolean,
   *   onUnread: (count: number) => void,
   * }} parts
   */
  constructor({ api, log, memory, words, tell, visible, onUnread }) {
    this.#visible = visible;
    this.#onUnread = onUnread;
    this.#api = api;
    this.#log = log;
    this.#memory = memory;
    this.#words = words;
    this.#tell = tell;
    document.addEventListener("visibilitychange", () => this.#askIn(0));
  }

  /** Look at once: the conversation may have been passed on, or come to an end. */
  look() {
    clearTimeout(this.#timer);
    return this.#ask();
  }

  /** The log was emptied. */
  forget() {
    clearTimeout(this.#timer);
    this.#state = "none";
    this.#shown.clear();
  }

  /**
   * Show what is there up to a time, who came and went since the last look, and go on asking while more may come.
   * @param {Handoff} handoff
   * @param {Date} [until]
   */
  show({ state, person, lines }, until) {
    const name = person || this.#words.say("support");
    if (!until && state === "taken" && this.#state === "waiting") {
      this.#log.addRemark(this.#words.say("joined", { name }));
    }
    for (const line of lines) {
      const at = new Date(line.at);
      if (until && at > until) continue;
      const fresh = !this.#shown.has(line.id);
      this.#shown.add(line.id);
      this.#log.setStaffLine(line, line.person || this.#words.say("support"));
      if (fresh && line.at > this.#memory.seen) this.#tell("message", { person: line.person, text: line.text });
    }
    if (until) return;
    this.#count(lines);
    if (state === "closed" && this.#open) this.#log.addRemark(this.#words.say("left", { name }));
    this.#state = state;
    this.#memory.hold(this.#open);
    this.#askIn(NEAR);
  }

  /**
   * Tell how many lines nobody has seen yet; none, when the panel is before somebody's eyes.
   * @param {StaffLine[]} lines
   */
  #count(lines) {
    if (this.#visible() && lines.length) this.#memory.seen = lines[lines.length - 1].at;
    this.#onUnread(lines.filter(({ at }) => at > this.#memory.seen).length);
  }

  get #open() {
    return this.#state === "waiting" || this.#state === "taken";
  }

  async #ask() {
    const conversation = this.#memory.conversation;
    if (!conversation) return;
    try {
      this.show(await this.#api.handoff(conversation));
    } catch (fault) {
      if (fault.status !== 404) this.#askIn(FAR);
    }
  }

  /** @param {number} wait ms */
  #askIn(wait) {
    clearTimeout(this.#timer);
    if (this.#open) this.#timer = setTimeout(() => this.#ask(), document.hidden ? FAR : wait);
  }
}
