// Puts the chat together: in the shadow root of the widget, or in the panel that the chat page was served with.

import { Actions } from "./actions.js";
import { Api } from "./api.js";
import { serve } from "./blocks.js";
import { Chat } from "./chat.js";
import { Composer } from "./composer.js";
import { Frame } from "./frame.js";
import { fragment } from "./html.js";
import { Log } from "./log.js";
import { Memory } from "./memory.js";
import { Pieces } from "./pieces.js";

/**
 * @param {ShadowRoot | HTMLElement} root
 * @param {URL} base address of the assistant, with a slash at its end
 * @param {HTMLButtonElement | null} launcher the button that opens the panel; null on the chat page
 * @returns {Promise<Frame>}
 */
export async function mount(root, base, launcher) {
  const api = new Api(base);
  const framed = launcher ? fragment(await api.panel()) : root;
  const panel = framed.querySelector(".panel");
  panel.hidden = launcher !== null;

  const pieces = new Pieces(framed);
  const log = new Log(panel.querySelector(".log"), pieces);
  const composer = new Composer(panel.querySelector("form"), pieces);
  const status = panel.querySelector(".status");
  const memory = new Memory(panel.querySelector("[name=conversation_id]"));
  const chat = new Chat({ api, log, composer, memory, status });
  new Actions(panel, { api, memory, status });
  serve(panel, (line) => {
    status.textContent = line;
  });

  await chat.restore();
  if (framed !== root) root.append(framed);
  log.goLive();
  if (!launcher) log.showLatest();
  return new Frame(panel, launcher, { composer, log });
}
