// Files as they are sent: read when their turn comes, bounded, in base64.

/** @import { Attached } from "./api.js" */
/** @import { Words } from "./words.js" */

const MAX_FILE = 256 * 1024;

/**
 * @param {File} file
 * @param {Words} words
 * @returns {Promise<{name: string, bytes: Uint8Array}>} rejected with a line for the customer
 */
export async function read(file, words) {
  if (file.size > MAX_FILE) throw new Error(words.say("large", { name: file.name }));
  const buffer = await file.arrayBuffer().catch(() => {
    throw new Error(words.say("unreadable", { name: file.name }));
  });
  return { name: file.name, bytes: new Uint8Array(buffer) };
}

/**
 * @param {{name: string, bytes: Uint8Array}} file
 * @returns {Attached} the file as the server takes it
 */
export function encoded({ name, bytes }) {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return { name, data: btoa(binary) };
}
