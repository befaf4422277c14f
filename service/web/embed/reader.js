/** The reader's token: given by the service, sent back to it, and kept in the page's storage. No DOM here. */

export class ReaderToken {
  #name;
  #storage;
  #memory = "";

  /**
   * @param {string} base where the service is
   * @param {Storage|null} storage null where there is none: then the token lives as long as the page
   */
  constructor(base, storage) {
    this.#name = `nazer:reader:${base}`;
    this.#storage = storage;
  }

  /** The token, or an empty text. */
  get() {
    try {
      return this.#storage.getItem(this.#name) ?? this.#memory;
    } catch {
      return this.#memory;
    }
  }

  /** Keeps a token that came with an answer; an answer without one changes nothing. */
  keep(token) {
    if (!token) return;
    this.#memory = token;
    try {
      this.#storage.setItem(this.#name, token);
    } catch {
      // Full or forbidden: memory has it.
    }
  }
}
