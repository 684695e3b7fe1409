// The page that inspects: a private key is stopped before it leaves the browser.

import { holdsKey, isKeyFile } from "./chat/keyguard.js";

const form = document.querySelector("#paste");
const refused = form.querySelector("[data-refused]");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const files = await Promise.all([...form.elements.files.files].map((file) => file.arrayBuffer()));
  const key = holdsKey(form.elements.text.value) || files.some((bytes) => isKeyFile(new Uint8Array(bytes)));
  refused.hidden = !key;
  if (!key) return form.submit();
  form.elements.text.value = "";
  form.elements.files.value = "";
});
