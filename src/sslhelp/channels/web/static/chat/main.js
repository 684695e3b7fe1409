// Puts the chat together: in the shadow root of the widget, or in the panel that the chat page was served with.

import { Actions } from "./actions.js";
import { Api } from "./api.js";
import { Badge } from "./badge.js";
import { serve } from "./blocks.js";
import { Chat } from "./chat.js";
import { Composer } from "./composer.js";
import { Frame } from "./frame.js";
import { fragment } from "./html.js";
import { Log } from "./log.js";
import { Memory } from "./memory.js";
import { Menu } from "./menu.js";
import { Outbox } from "./outbox.js";
import { Pieces } from "./pieces.js";
import { Remote } from "./remote.js";
import { Staff } from "./staff.js";
import { Status } from "./status.js";
import { Words } from "./words.js";

/** @typedef {(event: string, detail?: object) => void} Tell tells the page of the shop */

/**
 * @param {HTMLElement} host the element that the chat is in
 * @param {URL} base address of the assistant, with a slash at its end
 * @param {HTMLButtonElement | null} launcher the button that opens the panel; null on the chat page
 * @param {string | null} html the panel with its greeting, that the button opens
 * @returns {Promise<Remote>}
 */
export async function mount(host, base, launcher, html) {
  const root = host.shadowRoot ?? host;
  /** @type {Tell} */
  const tell = (event, detail = {}) => {
    host.dispatchEvent(new CustomEvent(`sslhelp:${event}`, { detail, bubbles: true, composed: true }));
  };
  const framed = launcher ? fragment(html) : root;
  /** @type {HTMLElement} */
  const panel = framed.querySelector(".panel");
  panel.hidden = launcher !== null;

  const words = new Words(panel);
  const api = new Api(base, words);
  const pieces = new Pieces(framed);
  const log = new Log(panel.querySelector(".log"), pieces, words);
  const composer = new Composer(panel.querySelector("form"), pieces, words);
  const status = new Status(panel.querySelector(".status"), words);
  const memory = new Memory(
    panel.querySelector("[name=conversation_id]"),
    Number(host.getAttribute("keep-hours") ?? 24),
  );
  const badge = new Badge(host, launcher, words);
  const staff = new Staff({
    api,
    log,
    memory,
    words,
    tell,
    visible: () => !panel.hidden && !document.hidden,
    onUnread: (count) => badge.show(count),
  });
  host.addEventListener("sslhelp:open", () => staff.look());
  const chat = new Chat({ api, log, composer, memory, status, outbox: new Outbox(), words, staff, tell });
  new Actions(panel, { api, memory, pieces, status });
  new Menu(panel, { chat, log, status });
  serve(panel, (name, values) => status.say(name, values));

  await chat.restore();
  if (framed !== root) root.append(framed);
  log.goLive();
  if (!launcher) log.showLatest();
  const frame = new Frame(panel, launcher, { composer, log, tell });
  chat.resume();
  const remote = new Remote({ host, launcher, frame, chat, composer, log, api });
  tell("ready");
  return remote;
}
