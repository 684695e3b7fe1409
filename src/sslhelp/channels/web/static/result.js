// The result of an analysis: its blocks can be copied and saved.

import { serve } from "./chat/blocks.js";

const status = document.querySelector("#result [role=status]");
serve(document.querySelector("#result"), (line) => {
  status.textContent = line;
});
