// Calls to the assistant's server.

/** @import { Words } from "./words.js" */

/** @typedef {{id: string, title: string, url: string}} Article */
/** @typedef {{article: Article, anchor: string, heading: string, text: string}} Hit */
/** @typedef {{text: string, at: string, html: string}} Turn */
/** @typedef {{id: string, person: string, text: string, at: string, edited: boolean, deleted: boolean}} StaffLine */
/** @typedef {{state: "none" | "waiting" | "taken" | "closed", person: string, lines: StaffLine[]}} Handoff */
/** @typedef {{conversation_id: string, html: string, parts: object[]}} Answered */
/** @typedef {{name: string, data: string}} Attached a file in base64 */
/**
 * @typedef {{
 *   key: string, text: string, choice?: string, files?: Attached[], conversation_id?: string, page?: string,
 * }} Sent
 */

const PATIENCE = 30_000;

/** A call that brought no answer: `status` is the HTTP status, 0 when the server was not reached. */
export class ApiError extends Error {
  /**
   * @param {number} status
   * @param {string} line
   */
  constructor(status, line) {
    super(line);
    this.status = status;
  }

  /** Whether the same may go well the next time. */
  get passing() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export class Api {
  #base;
  #words;

  /**
   * @param {URL} base
   * @param {Words} words
   */
  constructor(base, words) {
    this.#base = new URL("api/v1/", base);
    this.#words = words;
  }

  /**
   * @param {Sent} message
   * @returns {Promise<Answered>}
   */
  async send({ key, ...message }) {
    const headers = { "Idempotency-Key": key };
    return this.#content(await this.#post("messages", { ...message, render: "html" }, headers));
  }

  /**
   * @param {string} conversation
   * @returns {Promise<{turns: Turn[], handoff: Handoff}>}
   */
  async history(conversation) {
    return this.#content(await this.#call("conversation?render=html", held(conversation)));
  }

  /**
   * @param {string} conversation
   * @returns {Promise<Handoff>}
   */
  async handoff(conversation) {
    return this.#content(await this.#call("handoff", held(conversation)));
  }

  /** @param {string} conversation */
  async forget(conversation) {
    await this.#call("conversation", { method: "DELETE", ...held(conversation) });
  }

  /** @param {{conversation_id: string, article_id: string, helpful: boolean, comment: string}} judgement */
  async feedback(judgement) {
    await this.#post("feedback", judgement);
  }

  /**
   * @param {string} query
   * @returns {Promise<{hits: Hit[]}>}
   */
  async search(query) {
    return this.#content(await this.#call(`search?q=${encodeURIComponent(query)}`));
  }

  /**
   * @param {string} id
   * @returns {Promise<Article>}
   */
  async article(id) {
    return this.#content(await this.#call(`articles/${encodeURIComponent(id)}`));
  }

  /**
   * @param {string} path
   * @param {object} body
   * @param {Record<string, string>} others headers beside that of the content
   */
  #post(path, body, others = {}) {
    const headers = { "Content-Type": "application/json", ...others };
    return this.#call(path, { method: "POST", headers, body: JSON.stringify(body) });
  }

  /**
   * @param {string} path
   * @param {RequestInit} options
   * @returns {Promise<Response>} rejected with an ApiError
   */
  async #call(path, options = {}) {
    /** @type {RequestInit} */
    const limits = { credentials: "omit", signal: AbortSignal.timeout(PATIENCE) };
    const asked = fetch(new URL(path, this.#base), { ...limits, ...options });
    const answer = await asked.catch(() => /** @type {Response} */ (null));
    if (!answer) throw new ApiError(0, this.#words.say("unreachable"));
    if (!answer.ok) throw new ApiError(answer.status, await this.#reason(answer));
    return answer;
  }

  /** @param {Response} answer */
  #content(answer) {
    return answer.json().catch(() => {
      throw new ApiError(0, this.#words.say("cut"));
    });
  }

  /** @param {Response} answer */
  async #reason(answer) {
    if (answer.status >= 500) return this.#words.say("ours");
    const { detail, hint } = await answer.json().catch(() => ({}));
    return [detail, hint].filter(Boolean).map(sentence).join(" ");
  }
}

/** @param {string} conversation */
function held(conversation) {
  return { headers: { Authorization: `Bearer ${conversation}` } };
}

/** @param {string} line */
function sentence(line) {
  return `${line[0].toUpperCase()}${line.slice(1)}.`;
}
