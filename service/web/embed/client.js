/** Talks with the service. Whatever goes wrong comes out as a `Failure`. No DOM here. */

const PATIENCE = 20_000;

/**
 * Why a call came to nothing.
 *
 * kind: "offline" (no answer), "slow" (no answer in time), "service" (its own fault), or the slug of the problem.
 * detail: the service's sentence for the reader, in Persian. faults: of the fields, by JSON pointer.
 * captcha: a fresh challenge, when the old one is spent. wait: seconds to wait, or null.
 */
export class Failure extends Error {
  constructor(kind, { detail = "", faults = [], captcha = null, wait = null } = {}) {
    super(detail || kind);
    this.name = "Failure";
    this.kind = kind;
    this.detail = detail;
    this.faults = faults;
    this.captcha = captcha;
    this.wait = wait;
  }
}

export class Client {
  #base;
  #site;
  #reader;
  #fetch;

  /**
   * @param {string} base where the service is, with a slash at the end
   * @param {string} site the site's public key; empty when the installation has one site
   * @param {import("./reader.js").ReaderToken} reader whose calls these are
   */
  constructor(base, site, reader, fetch = globalThis.fetch.bind(globalThis)) {
    this.#base = base;
    this.#site = site;
    this.#reader = reader;
    this.#fetch = fetch;
  }

  /** A page of an article's thread. */
  thread(article, order, after) {
    return this.#get(`v1/articles/${encodeURIComponent(article)}/comments`, { order, after });
  }

  /** Further replies of a root: `{replies, more}`. */
  async replies(comment, after) {
    const answer = await this.#get(`v1/comments/${encodeURIComponent(comment)}/replies`, { after });
    return { replies: answer.replies, more: answer.more_replies ?? null };
  }

  /** A fresh challenge; of a kind, if one is named. */
  captcha(kind) {
    return this.#own(this.#address("v1/captcha", { kind }), { cache: "no-store" });
  }

  /** Sends a comment; resolves with the service's answer, also when the comment is refused. */
  submit(article, parent, draft, captcha) {
    const body = {
      article_id: article,
      parent_id: parent,
      text: draft.text,
      author_name: draft.name,
      captcha,
      client_key: draft.key,
    };
    if (draft.replaces) body.replaces = draft.replaces;
    if (draft.homepage) body.homepage = draft.homepage;
    return this.#send("POST", "v1/comments", body);
  }

  /** What would become of a draft; nothing is sent for good. */
  preview(article, parent, { text, name }) {
    return this.#send("POST", "v1/comments/preview", {
      article_id: article,
      parent_id: parent,
      text,
      author_name: name,
    });
  }

  /** Asks for another look at a refused comment, by its private token. */
  appeal(token, text) {
    return this.#send("POST", `v1/submissions/${encodeURIComponent(token)}/appeal`, { text });
  }

  /** Asks the service to read an article that it does not know from its page. */
  discover(article, url) {
    return this.#send("POST", `v1/articles/${encodeURIComponent(article)}/discover`, { url });
  }

  /** The branch of a comment: `{article_id, root, comment_id, path}`. */
  branch(comment) {
    return this.#get(`v1/comments/${encodeURIComponent(comment)}/branch`, {});
  }

  /** How an article stands: `{published, version, comments_open}`. A cache may answer. */
  state(article) {
    return this.#get(`v1/articles/${encodeURIComponent(article)}/state`, {});
  }

  /** What this reader has written and voted under an article: `{comments, votes}`. */
  mine(article) {
    return this.#own(this.#address(`v1/articles/${encodeURIComponent(article)}/mine`, {}), { cache: "no-store" });
  }

  /** Votes: 1, -1, or 0 to take it back; resolves with the counts as they are now. */
  vote(comment, value) {
    return this.#act("PUT", `v1/comments/${encodeURIComponent(comment)}/vote`, { value });
  }

  /** Reports a comment to the moderators. */
  report(comment, reason, note) {
    return this.#act("POST", `v1/comments/${encodeURIComponent(comment)}/reports`, { reason, note });
  }

  /** Changes a comment of one's own; resolves as `submit` does. */
  edit(token, text, name) {
    return this.#send("PATCH", `v1/submissions/${encodeURIComponent(token)}`, { text, author_name: name });
  }

  /** Takes a comment of one's own back. */
  withdraw(token) {
    return this.#own(this.#address(`v1/submissions/${encodeURIComponent(token)}`, {}), { method: "DELETE" });
  }

  /** A call that only a known reader may make: who is new is given a token first. */
  async #act(method, path, body) {
    if (!this.#reader.get()) await this.#send("POST", "v1/readers", {});
    return this.#send(method, path, body);
  }

  #send(method, path, body) {
    return this.#own(new URL(path, this.#base), {
      method,
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(this.#site ? { site: this.#site, ...body } : body),
    });
  }

  #get(path, query) {
    return this.#call(this.#address(path, query));
  }

  /** A call that says who makes it. What anybody may read is asked for without that: a cache can answer it. */
  async #own(url, init) {
    const token = this.#reader.get();
    const headers = token ? { ...init.headers, "Nazer-Reader": token } : init.headers;
    const answer = await this.#call(url, { ...init, headers });
    this.#reader.keep(answer.reader);
    return answer;
  }

  #address(path, query) {
    const url = new URL(path, this.#base);
    if (this.#site) url.searchParams.set("site", this.#site);
    for (const [name, value] of Object.entries(query)) if (value) url.searchParams.set(name, value);
    return url;
  }

  async #call(url, init = {}) {
    let answer;
    let body;
    const clock = new AbortController();
    const timer = setTimeout(() => clock.abort(), PATIENCE);
    try {
      answer = await this.#fetch(url.href, { credentials: "omit", signal: clock.signal, ...init });
      body = await answer.text();
    } catch {
      throw new Failure(clock.signal.aborted ? "slow" : "offline");
    } finally {
      clearTimeout(timer);
    }
    const document = answer.status === 204 ? {} : parse(body);
    if (!answer.ok || document === null) throw failure(answer, document);
    return document;
  }
}

function parse(body) {
  try {
    const document = JSON.parse(body);
    return typeof document === "object" ? document : null;
  } catch {
    return null;
  }
}

/** A proxy in between may answer with a page of its own; that is the service's fault, whatever the code. */
function failure(answer, problem) {
  const wait = readWait(answer.headers.get("Retry-After") ?? problem?.retry_after);
  if (answer.status === 429) return new Failure("too-many-requests", { detail: problem?.detail, wait });
  if (answer.ok || answer.status >= 500 || problem === null) return new Failure("service", { wait });
  return new Failure(slug(problem.type), {
    detail: problem.detail,
    faults: problem.errors ?? [],
    captcha: problem.captcha ?? null,
    wait,
  });
}

function slug(type) {
  return String(type ?? "").split("/").pop() || "service";
}

function readWait(header) {
  const seconds = Number(header ?? Number.NaN);
  return Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds) : null;
}
