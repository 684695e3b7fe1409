// Copy and download: what every block of code, record or bundle has buttons for.

/** @typedef {(name: string, values?: Record<string, string>) => void} Say */

/**
 * @param {Element} root where the buttons are, or will be
 * @param {Say} say told what was done, by its name among the words
 */
export function serve(root, say) {
  root.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest("button");
    if (!button) return;
    if ("copy" in button.dataset) copy(button).then((done) => say(done));
    else if ("download" in button.dataset) download(button, say);
  });
}

/** @param {HTMLButtonElement} button */
async function copy(button) {
  try {
    await navigator.clipboard.writeText(button.dataset.copy || blockOf(button)); // there is no clipboard without https
    return "copied";
  } catch {
    return "no_copy";
  }
}

/**
 * @param {HTMLButtonElement} button
 * @param {Say} say
 */
function download(button, say) {
  save(button.dataset.download, blockOf(button), button.dataset.type);
  say("saved", { name: button.dataset.download });
}

/**
 * Let the browser save a text as a file.
 * @param {string} name
 * @param {string} text
 * @param {string} type
 */
export function save(name, text, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/**
 * The text of the block that a button belongs to.
 * @param {HTMLButtonElement} button
 */
function blockOf(button) {
  return button.closest("[data-block]").querySelector("pre").textContent;
}
