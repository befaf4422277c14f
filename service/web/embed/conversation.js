/** The conversation under an article: loads its thread, keeps it up to date, and shows it. What the reader does to comments: `deeds.js`. */

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

  /** Loads the first page, what is the reader's own, and the comment that the page's address names. */
  async load() {
    this.#with.onReload();
    this.view.loading();
    await this.#try(async (stale) => {
      const { client, article, frame } = this.#with;
      const page = await client.thread(article, this.#order);
      if (stale()) return;
      this.view.clear();
      this.#unseen = 0;
      this.shows(readPage(page));
      frame.takesComments(page.comments_open);
      this.#watch.start();
      await this.refreshOwn();
      if (!stale()) await this.follow();
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
    const mine = { comments: this.#own.comments, votes: this.#own.votes };
    const seen = withOwn(thread, mine, this.#order);
    this.view.show(seen, this.#order);
    this.#counted(before);
  }

  /** A comment as it is now: its counts, its text. */
  turn(id, members) {
    this.shows(change(this.#thread, id, (comment) => ({ ...comment, ...members })));
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
    const { published, refused } = this.#own.take(answer);
    for (const id of published) await this.#fetchBranch(id);
    this.shows(this.#thread);
    if (published.length > 0) this.#with.announce(said.nowPublished);
    else if (refused.length > 0) this.#with.announce(said.refused);
  }

  /** Leads to the comment that the page's address names; its branch is fetched where it is not here. */
  async follow() {
    const id = readLink(location);
    if (id === null) return;
    const { said, announce, article } = this.#with;
    const shown = () => find(withOwn(this.#thread, this.#own, this.#order), id);
    const branch = shown() ? null : await this.#fetchBranch(id);
    if (this.#stopped || readLink(location) !== id) return;
    if (shown()) {
      this.view.link(id);
    } else if (!branch || branch.article_id === article) {
      this.view.lost();
      announce(said.linkGone);
    }
  }

  get #count() {
    return this.#thread.published + this.#unseen;
  }

  #counted(before) {
    this.view.counts(this.#count, this.#unseen);
    if (this.#thread !== EMPTY && (before !== this.#count || !this.#told)) this.#with.onCount(this.#count);
    this.#told = true;
  }

  #told = false;

  /** The branch of a comment, taken into the thread when it is this article's; null when it is nowhere. */
  async #fetchBranch(id) {
    const branch = await this.#with.client.branch(id).catch(() => null);
    if (!branch || this.#stopped || branch.article_id !== this.#with.article) return branch;
    const added = find(this.#thread, id)?.status === "published" ? 0 : 1;
    const thread = putRoots(this.#thread, [branch.root], this.#own.comments.some((one) => one.id === id) ? this.#order : "oldest");
    this.shows({ ...thread, published: thread.published + added * 0 });
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
    this.#counted(before);
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
      this.#arrived(page.comments.filter(({ id }) => !known.has(id)));
    };
  }

  async #moreReplies(root) {
    const answer = await this.#with.client.replies(root.id, root.more_replies.after);
    return () => {
      this.shows(addReplies(this.#thread, root.id, answer));
      this.#arrived(answer.replies);
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
}
