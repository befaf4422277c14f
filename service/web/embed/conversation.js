/** The conversation under an article: loaded, kept up to date, and shown. What readers do to comments: `deeds.js`. */

import { Deeds } from "./deeds.js";
import { Own } from "./own.js";
import { readLink } from "./permalink.js";
import { EMPTY, addPage, addReplies, change, find, place, putRoots, readPage, roots, withOwn, withdraw } from "./state.js";
import { fill } from "./strings.js";
import { ThreadView } from "./thread.js";
import { Watch } from "./watch.js";

const PAGES = 5; // of the newest, at most, when what is new is fetched

/**
 * @typedef {object} Setting
 * @property {import("./client.js").Client} client
 * @property {import("./reader.js").ReaderToken} reader
 * @property {object} said what the component says
 * @property {string} locale
 * @property {{absolute: Function, relative: Function}} dates
 * @property {string} article
 * @property {string} order the first order
 * @property {import("./frame.js").Frame} frame set once it is there
 * @property {(comment: object) => void} onReply the reader wants to answer
 * @property {() => boolean} onReload the form goes home before a thread comes anew; false: it is busy
 * @property {(count: number) => void} onCount
 */
export class Conversation {
  #with;
  #order;
  #thread = EMPTY;
  #own = new Own();
  #unseen = 0; // published, and not shown yet
  #below = null; // fewer than are shown: believed when it is said twice, for a cache may be late
  #version = null;
  #stopped = false;
  #run = 0; // tells answers to an earlier question
  #watch = new Watch(() => this.#look());

  /** @param {Setting} setting */
  constructor(setting) {
    this.#with = setting;
    this.#order = setting.order;
    const deeds = new Deeds(setting, this);
    this.view = new ThreadView({
      ...setting,
      on: {
        reply: setting.onReply,
        vote: (comment, value) => deeds.vote(comment, value),
        copy: (comment) => deeds.copy(comment),
        report: (comment) => deeds.report(comment),
        edit: (comment) => deeds.edit(comment),
        withdraw: (comment) => deeds.withdraw(comment),
        more: () => this.#try(() => this.#more()),
        moreReplies: (root) => this.#try(() => this.#moreReplies(root)),
        news: () => this.#try(() => this.#news()),
        retry: () => this.load(),
        order: (order) => this.#sort(order),
      },
    });
  }

  get own() {
    return this.#own;
  }

  /** Loads the first page, then what is the reader's own, then the comment that the page's address names. */
  async load() {
    this.#with.onReload();
    this.view.loading();
    await this.#try(async () => {
      const { client, article, frame } = this.#with;
      const page = await client.thread(article, this.#order);
      return () => {
        this.view.clear();
        this.#unseen = 0;
        this.shows(readPage(page));
        frame.takesComments(page.comments_open);
        this.#watch.start();
        this.refreshOwn().then(() => this.follow());
      };
    });
  }

  /** Whoever is asked after this does not answer any more. */
  stop() {
    this.#stopped = true;
    this.#watch.stop();
    this.view.stop();
  }

  /** Shows a thread from now on; what was there stays where it is. */
  shows(thread) {
    const before = this.#count;
    this.#thread = thread;
    this.view.show(this.#seen, this.#order);
    this.#counts(before);
  }

  /** A comment as it is now: its counts, its text, or that it waits again and nobody else sees it. */
  turn(id, members) {
    const was = find(this.#thread, id)?.status;
    const thread = change(this.#thread, id, (comment) => ({ ...comment, ...members }));
    const fewer = was === "published" && (members.status ?? was) !== was ? 1 : 0;
    this.shows({ ...thread, published: thread.published - fewer });
  }

  /** Takes a comment of one's own away. */
  takeAway(id) {
    this.shows(withdraw(this.#thread, id));
  }

  /** A comment that has just been published goes to its place, and the reader with it. */
  published(comment) {
    this.shows(place(this.#thread, comment, this.#order));
    this.view.goTo(comment.id, { fresh: true });
  }

  /** Asks what has become of the reader's own comments; those who never wrote here or voted have none. */
  async refreshOwn() {
    const { client, reader, article, said } = this.#with;
    if (!reader.hasActed(article)) return;
    const answer = await client.mine(article).catch(() => null);
    if (!answer || this.#stopped) return;
    const { decided, refused } = this.#own.take(answer);
    let published = 0;
    for (const id of decided) {
      const known = find(this.#thread, id)?.status === "published";
      if ((await this.#fetchBranch(id, this.#order)) && !known) published += 1;
    }
    if (this.#stopped) return;
    this.shows({ ...this.#thread, published: this.#thread.published + published });
    if (published > 0) this.#with.announce(said.nowPublished);
    else if (refused.length > 0) this.#with.announce(said.refused);
  }

  /** Leads to the comment that the page's address names; its branch is fetched where it is not here. */
  async follow() {
    const id = readLink(location);
    if (id === null) return;
    const { said, announce, article } = this.#with;
    const shown = () => find(this.#seen, id);
    // What is far down stands last until its page comes: the order "oldest" puts it there.
    const branch = shown() ? null : await this.#fetchBranch(id, "oldest");
    if (this.#stopped || readLink(location) !== id) return;
    if (shown()) {
      this.view.link(id);
    } else if (!branch || branch.article_id === article) {
      this.view.lost();
      announce(said.linkGone);
    }
  }

  get #seen() {
    return withOwn(this.#thread, this.#own, this.#order);
  }

  get #count() {
    return this.#thread === EMPTY ? null : this.#thread.published + this.#unseen;
  }

  #counts(before) {
    this.view.counts(this.#count, this.#unseen);
    if (before !== this.#count) this.#with.onCount(this.#count);
  }

  /** The branch of a comment, taken into the thread when it is this article's; null when it is nowhere. */
  async #fetchBranch(id, order) {
    const branch = await this.#with.client.branch(id).catch(() => null);
    if (branch && !this.#stopped && branch.article_id === this.#with.article) {
      this.shows(putRoots(this.#thread, [branch.root], order));
    }
    return branch;
  }

  /** Whether something has happened under the article since it was loaded. */
  async #look() {
    const { client, article, frame, announce, said, locale } = this.#with;
    const state = await client.state(article);
    if (this.#stopped) return;
    const moved = state.version !== this.#version;
    this.#version = state.version;
    if (moved && this.#own.waits) await this.refreshOwn();
    const before = this.#count;
    const news = this.#unseen;
    this.#unseen = Math.max(0, state.published - this.#thread.published);
    this.#shrink(state.published);
    this.#counts(before);
    if (this.#unseen > news) announce(fill(said.newOnes, { n: this.#unseen }, locale));
    if (state.comments_open !== this.#thread.open) {
      frame.takesComments(state.comments_open);
      this.shows({ ...this.#thread, open: state.comments_open });
    }
  }

  #shrink(published) {
    if (published < this.#thread.published && this.#below === published) {
      this.#thread = { ...this.#thread, published };
    }
    this.#below = published;
  }

  async #more() {
    const known = new Set(roots(this.#thread).map(({ id }) => id));
    const { client, article } = this.#with;
    const page = await client.thread(article, this.#order, this.#thread.next);
    return () => {
      this.shows(addPage(this.#thread, page));
      this.#arrived(page.comments.map(({ id }) => id).filter((id) => !known.has(id)));
    };
  }

  async #moreReplies(root) {
    const answer = await this.#with.client.replies(root.id, root.more_replies.after);
    return () => {
      this.shows(addReplies(this.#thread, root.id, answer));
      this.#arrived(answer.replies.map(({ id }) => id));
    };
  }

  /** What is new: under the roots that are shown, and of its own. What is shown, and the form, stay where they are. */
  async #news() {
    const { client, article } = this.#with;
    const waiting = new Set(roots(this.#thread).map(({ id }) => id));
    const fresh = [];
    let page = { next: null };
    for (let pages = 0; pages < PAGES && (pages === 0 || (page.next && waiting.size > 0)); pages += 1) {
      page = await client.thread(article, "newest", page.next);
      fresh.push(...page.comments);
      for (const { id } of page.comments) waiting.delete(id);
    }
    return () => this.#renew(fresh, page.published);
  }

  #renew(fresh, published) {
    const known = new Set(this.#thread.comments.concat(this.#thread.tail).flatMap(ids));
    const arrived = fresh.flatMap(ids).filter((id) => !known.has(id));
    this.#unseen = 0;
    this.shows({ ...putRoots(this.#thread, fresh, this.#order), published });
    this.#arrived(arrived, { fresh: true });
  }

  #arrived(arrived, { fresh = false } = {}) {
    if (arrived.length === 0) return;
    const { announce, said, locale } = this.#with;
    for (const id of fresh ? arrived : []) this.view.light(id);
    this.view.goTo(arrived[0], { fresh });
    announce(fill(said.arrived, { n: arrived.length }, locale));
  }

  #sort(order) {
    if (order === this.#order || !this.#with.onReload()) return;
    this.#order = order;
    this.load();
  }

  /** Asks, and puts the answer into effect unless something else has been asked since. */
  async #try(ask) {
    this.#run += 1;
    const run = this.#run;
    try {
      const answer = await ask();
      if (run === this.#run && !this.#stopped) answer();
    } catch (error) {
      if (error.name !== "Failure") throw error;
      if (run === this.#run && !this.#stopped) this.#failed(error);
    }
  }

  #failed(error) {
    const { said, frame, announce } = this.#with;
    const unknown = error.kind === "not-found";
    const message = unknown ? said.unknownArticle : said.threadFailed;
    if (unknown) frame.takesComments(false, { silent: true });
    this.view.failed(message);
    announce(message);
  }
}

function ids(comment) {
  return [comment.id, ...comment.replies.flatMap(ids)];
}
