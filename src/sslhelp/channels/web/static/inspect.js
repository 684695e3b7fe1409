// The page that inspects: a private key is stopped before it leaves the browser.

import { holdsKey, isKeyFile } from "./chat/keyguard.js";

/** @type {HTMLFormElement} */
const form = document.querySelector("#paste");
const { text, files } = /** @type {{text: HTMLTextAreaElement, files: HTMLInputElement}} */ (
  /** @type {unknown} */ (form.elements)
);

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const read = await Promise.all([...files.files].map((file) => file.arrayBuffer()));
  const key = holdsKey(text.value) || read.some((bytes) => isKeyFile(new Uint8Array(bytes)));
  form.querySelector("[data-refused]").toggleAttribute("hidden", !key);
  if (!key) return form.submit();
  text.value = "";
  files.value = "";
});
