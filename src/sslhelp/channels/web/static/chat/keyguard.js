// Finds private keys before anything is sent. The server looks again; here is where a key is stopped from leaving.

const MARKS = [
  /BEGIN[\s\w]{0,40}(?:PRIVATE|SECRET)\s+KEY[\s\S]{0,300}?[A-Za-z0-9+/]{24}/i, // any armoured key; not the words alone
  /PuTTY-User-Key-File-\d|Private-Lines:\s*\d/i,
  /(?:Proc-Type:\s*4,\s*ENCRYPTED|DEK-Info:)[\s\S]{0,100}?[A-Za-z0-9+/]{24}/i, // OpenSSL's old encryption
  /AGE-SECRET-KEY-(?:PQ-)?1[0-9A-Z]{40}/i,
  /RWRTY0Iy|RWQAAEIy/, // minisign
  /b3BlbnNzaC1rZXktdjE/, // OpenSSH's key without its armour
  /\/u3\+?\s?7QAAAA|zs7OzgAAAA/, // JKS and JCEKS
  /"d"\s*:\s*"[\w-]{20,}"/, // the private member of a JSON Web Key
  /<D>\s*[A-Za-z0-9+/]{40}/, // of an RSAKeyValue
];
// The base64 of a DER sequence, from its first digit on, also after words; only what is looked at is taken.
const BASE64 = /(?<![A-Za-z0-9+/])(?=(M[C-I](?:\s{0,8}[A-Za-z0-9+/]){40,62}))/g;
// The base64 of PEM, as in a Kubernetes secret; its first hundred bytes have the label.
const PEM_AGAIN = /LS0tLS1CRUdJTi[A-Za-z0-9+/]{20,120}/g;
const LABEL = /PRIVATE KEY|PKCS12/;
// A DER sequence in hexadecimal, with or without colons or blanks.
const HEX = /(?<![0-9A-Za-z+/])(?=(30(?:[\s:]?[0-9a-f]{2}){30}))/gi;
const KEYSTORES = [
  [0xfe, 0xed, 0xfe, 0xed],
  [0xce, 0xce, 0xce, 0xce],
];
const PKCS5_OR_12 = [0x06, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01];

/** @param {string} text */
export function holdsKey(text) {
  return (
    MARKS.some((mark) => mark.test(text)) ||
    [...text.matchAll(PEM_AGAIN)].some(([digits]) => LABEL.test(String.fromCharCode(...decode(digits)))) ||
    [...text.matchAll(HEX)].some(([, figures]) => isKey(fromHex(figures))) ||
    [...text.matchAll(BASE64)].some(([, digits]) => isKey(decode(digits)))
  );
}

/** @param {Uint8Array} bytes a file */
export function isKeyFile(bytes) {
  const isStore = KEYSTORES.some((magic) => magic.every((byte, at) => bytes[at] === byte));
  return isStore || isKey(bytes) || holdsKey(new TextDecoder("latin1").decode(bytes));
}

/**
 * DER: keys (PKCS#1, SEC1, PKCS#8) and PFX files begin with a version number, encrypted PKCS#8 with the OID of a
 * password scheme; CSRs and certificates begin with a sequence, PKCS#7 with another OID.
 * @param {Uint8Array} bytes
 */
function isKey(bytes) {
  const outer = content(bytes, 0);
  if (outer === 0) return false;
  if (bytes[outer] === 0x02) return bytes[outer + 1] === 1 && bytes[outer + 2] <= 3;
  const oid = content(bytes, outer);
  const found = [bytes[oid], ...bytes.slice(oid + 2, oid + 9)];
  return oid !== 0 && PKCS5_OR_12.every((byte, at) => found[at] === byte) && [0x05, 0x0c].includes(bytes[oid + 9]);
}

/**
 * Where the content of the sequence at `start` begins, 0 when there is no sequence.
 * @param {Uint8Array} bytes
 * @param {number} start
 */
function content(bytes, start) {
  if (bytes[start] !== 0x30) return 0;
  const length = bytes[start + 1];
  return start + 2 + (length > 0x80 ? length - 0x80 : 0);
}

/** @param {string} digits */
function decode(digits) {
  const bare = digits.replace(/\s/g, "");
  return Uint8Array.from(atob(bare.slice(0, bare.length - (bare.length % 4))), (char) => char.charCodeAt(0));
}

/** @param {string} figures */
function fromHex(figures) {
  const bare = figures.replace(/[\s:]/g, "");
  return Uint8Array.from({ length: bare.length >> 1 }, (_, at) => parseInt(bare.slice(2 * at, 2 * at + 2), 16));
}
