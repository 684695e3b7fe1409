// What a customer pasted, in a word: a long block is shown by its kind and size.

// Linear in time whatever is pasted. The last block may be cut off.
const PEM =
  /(?<!-)-{2,}\s{0,9}BEGIN ([A-Z0-9# ]{1,40}?)\s{0,9}-{2,}[\s\S]*?(?:--\s{0,9}END [A-Z0-9# ]{1,40}?\s{0,9}-{2,}|$)/g;
const LONG = 600;

/**
 * @param {string} text
 * @returns {{words: string, kinds: string[], length: number} | null} null when the text can be shown as it is
 */
export function describe(text) {
  const labels = [...text.matchAll(PEM)].map((block) => block[1]);
  if (labels.length === 0 && text.length <= LONG) return null;
  const words = text.replace(PEM, " ").replace(/\s+/g, " ").trim();
  return { words: words.length <= LONG ? words : "", kinds: labels.map(kindOf), length: text.length };
}

/**
 * What a block is called; the names of formats are the same in every language.
 * @param {string} label
 */
function kindOf(label) {
  if (label.endsWith("CERTIFICATE REQUEST")) return "CSR";
  return label.startsWith("PKCS") ? "PKCS#7" : "Certificate";
}
