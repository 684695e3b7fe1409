// The result of an analysis: its blocks can be copied and saved.

import { serve } from "./chat/blocks.js";

const status = document.querySelector("#result [role=status]");
/** @type {Record<string, string>} */
const LINES = { copied: "Copied", no_copy: "The browser did not allow copying", saved: "Saved" };
serve(document.querySelector("#result"), (name) => {
  status.textContent = LINES[name];
});
