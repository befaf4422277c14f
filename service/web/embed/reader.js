/** What the page's storage keeps of its reader: the service's token, where they acted, their name if they wish. No DOM here. */

const MOST = 200; // articles that are remembered

export class ReaderToken {
  #name;
  #acted;
  #storage;
  #memory = {};

  /**
   * @param {string} base where the service is
   * @param {Storage|null} storage null where there is none: then the token lives as long as the page
   */
  constructor(base, storage) {
    this.#name = `nazer:reader:${base}`;
    this.#acted = `nazer:acted:${base}`;
    this.#storage = storage;
  }

  /** The token, or an empty text. */
  get() {
    return this.#read(this.#name);
  }

  /** Notes that this reader has written, voted or reported under an article: only then there is something to ask for. */
  act(article) {
    this.#write(this.#acted, JSON.stringify([...new Set([article, ...this.#articles])].slice(0, MOST)));
  }

  /** Whether they have. */
  hasActed(article) {
    return this.get() !== "" && this.#articles.includes(article);
  }

  /** Keeps a token that came with an answer; an answer without one changes nothing. */
  keep(token) {
    if (token) this.#write(this.#name, token);
  }

  get #articles() {
    try {
      return JSON.parse(this.#read(this.#acted) || "[]");
    } catch {
      return []; // not ours
    }
  }

  #read(name) {
    try {
      return this.#storage.getItem(name) ?? this.#memory[name] ?? "";
    } catch {
      return this.#memory[name] ?? "";
    }
  }

  #write(name, value) {
    this.#memory[name] = value;
    try {
      this.#storage.setItem(name, value);
    } catch {
      // Full or forbidden: memory has it.
    }
  }
}

/** The reader's name, for all articles of a site: kept only when they ask for it, and forgotten as soon as they do not. */
export class RememberedName {
  #name;
  #storage;
  #memory = null;

  /** @param {string} scope base and site */
  constructor(scope, storage) {
    this.#name = `nazer:name:${scope}`;
    this.#storage = storage;
  }

  /** The name, or null when none is kept. */
  get() {
    try {
      return this.#storage.getItem(this.#name) ?? this.#memory;
    } catch {
      return this.#memory;
    }
  }

  /** Keeps a name; null forgets it. */
  keep(name) {
    this.#memory = name;
    try {
      if (name === null) this.#storage.removeItem(this.#name);
      else this.#storage.setItem(this.#name, name);
    } catch {
      // Full or forbidden: memory has it.
    }
  }
}
