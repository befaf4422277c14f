/** What the reader has written and not yet sent: kept per article and parent, so that nothing is lost. No DOM here. */

const KEPT = 30 * 24 * 60 * 60 * 1000;

/** A name for a draft that no other client makes. `crypto.randomUUID` is missing on pages without TLS. */
export function newKey(crypto = globalThis.crypto) {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * An empty draft, under a key of its own. `refused` is the content that was refused last, or null; `replaces` the token
 * of a comment that still waits and that this one is to stand for, or null.
 */
export function newDraft(makeKey = newKey) {
  return { text: "", name: "", key: makeKey(), refused: null, replaces: null };
}

/** The draft with the text that was suggested; `replaces`: the token of the comment that waits, or null. */
export function suggestedDraft(draft, text, replaces) {
  return { ...draft, text, replaces };
}

/** The draft as it was refused: the same content again would get the same answer under the same key. */
export function refusedDraft(draft) {
  return { ...draft, refused: content(draft) };
}

/** Whether a draft is still word for word what was refused. */
export function isAsRefused(draft) {
  return draft.refused === content(draft);
}

/**
 * The draft as it may be sent. The key stays through failures, so that a comment that arrived without our hearing of
 * it is not stored twice; it is renewed once the content of a refused comment has changed.
 */
export function sendable(draft, makeKey = newKey) {
  if (draft.refused === null || isAsRefused(draft)) return draft;
  return { ...draft, key: makeKey(), refused: null };
}

function content(draft) {
  return JSON.stringify([draft.text, draft.name]);
}

/**
 * Keeps drafts in a storage such as `localStorage`, and in memory where there is none, or it is full or forbidden.
 */
export class Drafts {
  #memory = new Map();
  #scope;
  #storage;
  #now;

  constructor(scope, storage, now = Date.now) {
    this.#scope = scope;
    this.#storage = storage;
    this.#now = now;
  }

  /** The draft of a parent (null: of the article itself), or null. */
  load(parent) {
    const name = this.#name(parent);
    try {
      const kept = JSON.parse(this.#storage.getItem(name));
      if (isDraft(kept) && this.#now() - kept.saved < KEPT) {
        const { text, name: author, key, refused, replaces = null } = kept;
        return { text, name: author, key, refused, replaces };
      }
    } catch {
      // Forbidden, or not ours: what memory holds is what there is.
    }
    return this.#memory.get(name) ?? null;
  }

  save(parent, draft) {
    const name = this.#name(parent);
    this.#memory.set(name, draft);
    try {
      this.#storage.setItem(name, JSON.stringify({ ...draft, saved: this.#now() }));
    } catch {
      // Full or forbidden: memory has it.
    }
  }

  clear(parent) {
    const name = this.#name(parent);
    this.#memory.delete(name);
    try {
      this.#storage.removeItem(name);
    } catch {
      // As above.
    }
  }

  #name(parent) {
    return `nazer:draft:${this.#scope}:${parent ?? ""}`;
  }
}

function isDraft(kept) {
  return (
    typeof kept?.text === "string" &&
    typeof kept.name === "string" &&
    typeof kept.key === "string" &&
    typeof kept.saved === "number" &&
    (kept.refused === null || typeof kept.refused === "string") &&
    ["string", "undefined"].includes(typeof (kept.replaces ?? undefined))
  );
}

/** `localStorage`, or null where the browser forbids even to look at it. */
export function pageStorage(page = globalThis) {
  try {
    return page.localStorage ?? null;
  } catch {
    return null;
  }
}
