/** Works for a proof, unseen: ALTCHA's challenge, version 2, with PBKDF2. No DOM here. */

// Keys at once. The browser derives them beside the page's own thread: a worker, which strict policies forbid, is not needed.
const BATCH = 8;
const MOST = 100_000;

/**
 * Derives keys until one begins as the challenge asks; resolves with the payload to be sent. Rejects where the browser
 * gives no cryptography (a page without TLS) and where nothing is found.
 */
export async function solve(challenge, { subtle } = globalThis.crypto) {
  const { nonce, salt, cost, keyLength, keyPrefix } = challenge.parameters;
  const settings = { name: "PBKDF2", hash: "SHA-256", salt: bytes(salt), iterations: cost };
  const derive = async (counter) => {
    const password = new Uint8Array([...bytes(nonce), 0, 0, 0, 0]);
    new DataView(password.buffer).setUint32(password.length - 4, counter);
    const key = await subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
    return hex(await subtle.deriveBits(settings, key, keyLength * 8));
  };
  for (let first = 0; first < MOST; first += BATCH) {
    const keys = await Promise.all(Array.from({ length: BATCH }, (_, at) => derive(first + at)));
    const at = keys.findIndex((key) => key.startsWith(keyPrefix));
    if (at >= 0) return btoa(JSON.stringify({ challenge, solution: { counter: first + at, derivedKey: keys[at] } }));
  }
  throw new Error("pow: nothing found");
}

function bytes(text) {
  return Uint8Array.from(text.match(/../g), (pair) => Number.parseInt(pair, 16));
}

function hex(buffer) {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
