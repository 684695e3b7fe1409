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

  /** @param {URL} base */
  constructor(base) {
    this.#base = new URL("api/v1/", base);
  }

  /** @returns {Promise<string>} the panel with its greeting */
  async panel() {
    return (await this.#call("panel")).text();
  }

  /** @returns {Promise<{conversation_id: string, html: string}>} */
  async send(message) {
    return content(await this.#post("messages", { ...message, render: "html" }));
  }

  /** @returns {Promise<{text: string, at: string, html: string}[]>} */
  async history(conversation) {
    const headers = { Authorization: `Bearer ${conversation}` };
    return (await content(await this.#call("conversation?render=html", { headers }))).turns;
  }

  async feedback(judgement) {
    await this.#post("feedback", judgement);
  }

  #post(path, body) {
    const headers = { "Content-Type": "application/json" };
    return this.#call(path, { method: "POST", headers, body: JSON.stringify(body) });
  }

  async #call(path, options = {}) {
    const limits = { credentials: "omit", signal: AbortSignal.timeout(PATIENCE) };
    const answer = await fetch(new URL(path, this.#base), { ...limits, ...options }).catch(() => null);
    if (!answer) throw new ApiError(0, "The server could not be reached.");
    if (!answer.ok) throw new ApiError(answer.status, await reason(answer));
    return answer;
  }
}

function content(answer) {
  return answer.json().catch(() => {
    throw new ApiError(0, "The answer did not come whole.");
  });
}

async function reason(answer) {
  if (answer.status >= 500) return "The fault is ours.";
  const { detail, hint } = await answer.json().catch(() => ({}));
  return [detail ?? "the question was not taken", hint].filter(Boolean).map(sentence).join(" ");
}

function sentence(line) {
  return `${line[0].toUpperCase()}${line.slice(1)}.`;
}
