// Calls to the assistant's server.

const PATIENCE = 30_000;

/** A call that brought no answer: `status` is the HTTP status, 0 when the server was not reached. */
export class ApiError extends Error {
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
   * @param {import("./words.js").Words | null} words none before the panel is there that has them
   */
  constructor(base, words) {
    this.#base = new URL("api/v1/", base);
    this.#words = words;
  }

  /**
   * @param {string} language
   * @returns {Promise<string>} the panel with its greeting
   */
  async panel(language) {
    return (await this.#call(`panel?lang=${encodeURIComponent(language)}`)).text();
  }

  /** @returns {Promise<{conversation_id: string, html: string, parts: object[]}>} */
  async send({ key, ...message }) {
    const headers = { "Idempotency-Key": key };
    return this.#content(await this.#post("messages", { ...message, render: "html" }, headers));
  }

  /** @returns {Promise<{text: string, at: string, html: string}[]>} */
  async history(conversation) {
    return (await this.#content(await this.#call("conversation?render=html", held(conversation)))).turns;
  }

  async forget(conversation) {
    await this.#call("conversation", { method: "DELETE", ...held(conversation) });
  }

  async feedback(judgement) {
    await this.#post("feedback", judgement);
  }

  /** @returns {Promise<{hits: object[]}>} */
  async search(query) {
    return this.#content(await this.#call(`search?q=${encodeURIComponent(query)}`));
  }

  /** @returns {Promise<{title: string}>} */
  async article(id) {
    return this.#content(await this.#call(`articles/${encodeURIComponent(id)}`));
  }

  #post(path, body, others = {}) {
    const headers = { "Content-Type": "application/json", ...others };
    return this.#call(path, { method: "POST", headers, body: JSON.stringify(body) });
  }

  async #call(path, options = {}) {
    const limits = { credentials: "omit", signal: AbortSignal.timeout(PATIENCE) };
    const answer = await fetch(new URL(path, this.#base), { ...limits, ...options }).catch(() => null);
    if (!answer) throw new ApiError(0, this.#say("unreachable"));
    if (!answer.ok) throw new ApiError(answer.status, await this.#reason(answer));
    return answer;
  }

  #content(answer) {
    return answer.json().catch(() => {
      throw new ApiError(0, this.#say("cut"));
    });
  }

  async #reason(answer) {
    if (answer.status >= 500) return this.#say("ours");
    const { detail, hint } = await answer.json().catch(() => ({}));
    return [detail, hint].filter(Boolean).map(sentence).join(" ");
  }

  #say(name) {
    return this.#words?.say(name) ?? name;
  }
}

function held(conversation) {
  return { headers: { Authorization: `Bearer ${conversation}` } };
}

function sentence(line) {
  return `${line[0].toUpperCase()}${line.slice(1)}.`;
}
