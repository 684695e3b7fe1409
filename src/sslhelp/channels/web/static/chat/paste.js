// What a customer pasted, in a word: a long block is shown by its kind and size.

// Linear in time whatever is pasted. The last block may be cut off.
const PEM = /(?<!-)-{2,}\s{0,9}BEGIN ([A-Z0-9# ]{1,40}?)\s{0,9}-{2,}[\s\S]*?(?:--\s{0,9}END [A-Z0-9# ]{1,40}?\s{0,9}-{2,}|$)/g;
const LONG = 600;
const number = new Intl.NumberFormat("en");

/**
 * @param {string} text
 * @returns {{words: string, kind: string, size: string} | null} null when the text can be shown as it is
 */
export function describe(text) {
  const labels = [...text.matchAll(PEM)].map((block) => block[1]);
  if (labels.length === 0 && text.length <= LONG) return null;
  const words = text.replace(PEM, " ").replace(/\s+/g, " ").trim();
  return { words: words.length <= LONG ? words : "", kind: kindOf(labels), size: `${number.format(text.length)} characters` };
}

/** @param {number} bytes */
export function sizeOf(bytes) {
  return bytes < 1024 ? `${bytes} bytes` : `${number.format(Math.round(bytes / 102.4) / 10)} KB`;
}

function kindOf(labels) {
  if (labels.length === 0) return "Pasted text";
  if (labels.length > 1) return `${labels.length} blocks`;
  if (labels[0].endsWith("CERTIFICATE REQUEST")) return "CSR";
  return labels[0].startsWith("PKCS") ? "PKCS#7 bundle" : "Certificate";
}
