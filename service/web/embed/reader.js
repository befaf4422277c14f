/** What the page's storage keeps of its reader: the service's token, their name if they wish, what they sent. No DOM here. */

const MOST_OWN = 100;
const MOST_ARTICLES = 200;

export class ReaderToken {
  #name;
  #storage;
  #memory = "";
  #acted;

  /**
   * @param {string} base where the service is
   * @param {Storage|null} storage null where there is none: then the token lives as long as the page
   */
  constructor(base, storage) {
    this.#name = `nazer:reader:${base}`;
    this.#storage = storage;
    this.#acted = new Slot(`nazer:acted:${base}`, storage);
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

  /** Notes that this reader has written or voted under an article: only then there is something to ask for. */
  act(article) {
    this.#acted.write([...new Set([article, ...this.#articles])].slice(0, MOST_ARTICLES));
  }

  /** Whether they have. */
  hasActed(article) {
    return this.get() !== "" && this.#articles.includes(article);
  }

  get #articles() {
    const kept = this.#acted.read();
    return Array.isArray(kept) ? kept : [];
  }
}

/** The reader's name, for all articles of a site: kept only when they ask for it, and forgotten as soon as they do not. */
export class RememberedName {
  #slot;

  /** @param {string} scope base and site */
  constructor(scope, storage) {
    this.#slot = new Slot(`nazer:name:${scope}`, storage);
  }

  /** The name, or null when none is kept. */
  get() {
    const kept = this.#slot.read();
    return typeof kept === "string" ? kept : null;
  }

  keep(name) {
    this.#slot.write(name);
  }

  forget() {
    this.#slot.clear();
  }
}

/**
 * The private tokens of what was sent from this browser to a site, the newest first: `{token, article, sent}`, `sent` in
 * milliseconds. A token opens its comment's page of status; what stands before its dot is the comment's id.
 */
export class OwnComments {
  #slot;
  #now;

  /** @param {string} scope base and site */
  constructor(scope, storage, now = Date.now) {
    this.#slot = new Slot(`nazer:own:${scope}`, storage);
    this.#now = now;
  }

  list() {
    const kept = this.#slot.read();
    return Array.isArray(kept) ? kept.filter((one) => typeof one?.token === "string") : [];
  }

  /** Keeps one; the same again (a repeat) is no second one, and the oldest go when there are very many. */
  add(token, article) {
    const others = this.list().filter((one) => one.token !== token);
    this.#slot.write([{ token, article, sent: this.#now() }, ...others].slice(0, MOST_OWN));
  }

  forget(token) {
    this.#slot.write(this.list().filter((one) => one.token !== token));
  }
}

/** One value in a storage, as JSON; in memory where there is no storage, or it is full or forbidden. */
class Slot {
  #name;
  #storage;
  #memory = null;

  constructor(name, storage) {
    this.#name = name;
    this.#storage = storage;
  }

  read() {
    try {
      return JSON.parse(this.#storage.getItem(this.#name)) ?? this.#memory;
    } catch {
      return this.#memory; // forbidden, or not ours
    }
  }

  write(value) {
    this.#memory = value;
    try {
      this.#storage.setItem(this.#name, JSON.stringify(value));
    } catch {
      // Full or forbidden: memory has it.
    }
  }

  clear() {
    this.#memory = null;
    try {
      this.#storage.removeItem(this.#name);
    } catch {
      // As above.
    }
  }
}
