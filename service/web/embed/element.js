/** The custom element: attributes in, events out; the form and the thread put together. */

import { Client } from "./client.js";
import { dates } from "./dates.js";
import { pageAddress } from "./dom.js";
import { Drafts, pageStorage } from "./drafts.js";
import { Form } from "./form.js";
import { Frame } from "./frame.js";
import { OwnComments, ReaderToken, RememberedName } from "./reader.js";
import { EMPTY, addPage, addReplies, place, readPage } from "./state.js";
import { fill, loadStrings, readLocale, strings } from "./strings.js";
import { Theme } from "./theme.js";
import { ThreadView } from "./thread.js";

const MINUTE = 60_000;
const Base = globalThis.HTMLElement ?? class {}; // so that the module loads outside a browser

/**
 * `<nazer-comments article="5414189" site="pk_…" order="newest|oldest" theme="auto|light|dark" locale="fa|en">`
 *
 * Fires, bubbling and composed: `nazer:submitted` with `{article, id, status}` whenever the service has judged a
 * comment, and `nazer:count` with `{article, count}` whenever the number of published comments is known or changes.
 */
export class NazerComments extends Base {
  /**
   * base: where the service is, with a slash at the end; maxText, maxName: limits in code points; advice: whether the
   * service gives any before a comment is sent.
   */
  static options = { base: "", maxText: 2000, maxName: 60, advice: true };

  static observedAttributes = ["article", "site", "order", "theme", "locale"];

  #scheduled = false;
  #run = 0; // tells answers to an earlier start of the element
  #clock = 0;
  #thread = EMPTY;
  #order = "newest";
  #theme;
  #replying = null; // id of the comment that the form stands under

  connectedCallback() {
    this.#theme ??= new Theme();
    this.#clock = setInterval(() => this.view?.tick(), MINUTE);
    this.#schedule();
  }

  disconnectedCallback() {
    clearInterval(this.#clock);
    this.#theme.stop();
    this.form?.stop();
    this.#run += 1;
  }

  attributeChangedCallback(name) {
    if (name === "theme") this.#theme?.apply(this.getAttribute("theme"));
    else this.#schedule();
  }

  /** However many attributes change at once, the element starts once. */
  #schedule() {
    if (this.#scheduled || !this.isConnected) return;
    this.#scheduled = true;
    queueMicrotask(async () => {
      this.#scheduled = false;
      await loadStrings(readLocale(this.getAttribute("locale")));
      if (this.isConnected) this.#start();
    });
  }

  #start() {
    this.#run += 1;
    this.#order = this.getAttribute("order") === "oldest" ? "oldest" : "newest";
    this.#thread = EMPTY;
    this.#replying = null;
    this.#build();
    this.#load();
  }

  get #article() {
    return this.getAttribute("article") ?? "";
  }

  #build() {
    this.form?.stop();
    const { base, maxText, maxName, advice } = this.constructor.options;
    const site = this.getAttribute("site") ?? "";
    const locale = readLocale(this.getAttribute("locale"));
    const said = strings(locale);
    this.said = said;
    this.locale = locale;
    this.client = new Client(base, site, new ReaderToken(base, pageStorage()));
    this.client.page = pageAddress(this.getAttribute("url"));
    this.form = new Form({
      client: this.client,
      drafts: new Drafts(`${base}:${site}:${this.#article}`, pageStorage()),
      said,
      locale,
      article: this.#article,
      names: new RememberedName(`${base}:${site}`, pageStorage()),
      own: new OwnComments(`${base}:${site}`, pageStorage()),
      advice: advice && this.getAttribute("advice") !== "off",
      limits: { maxText, maxName },
      announce: (text) => this.frame?.announce(text),
      onLeave: () => this.#leaveReply(),
      onAnswer: (answer, sent) => this.#answered(answer, sent),
    });
    this.view = new ThreadView({
      said,
      locale,
      dates: dates(locale),
      onReply: (comment) => this.#reply(comment),
      onMore: () => this.#more(),
      onMoreReplies: (root) => this.#moreReplies(root),
      onRetry: () => this.#load(),
      onOrder: (order) => this.#sort(order),
    });
    this.#mount();
  }

  #mount() {
    this.frame = new Frame({
      said: this.said,
      locale: this.locale,
      form: this.form.element,
      view: this.view,
      onWrite: () => this.#leaveReply(),
    });
    this.#theme.dress(this.frame.element, this.getAttribute("theme"));
    this.frame.mount(this.shadowRoot ?? this.attachShadow({ mode: "open" }));
  }

  /** Loads the first page; answers that come after the element has turned to something else are dropped. */
  async #load() {
    const run = this.#run;
    this.#leaveReply({ quietly: true });
    this.view.loading();
    try {
      const page = await this.client.thread(this.#article, this.#order);
      if (run !== this.#run) return;
      this.view.clear();
      this.#shows(readPage(page));
      this.frame.takesComments(page.comments_open);
    } catch (error) {
      if (run === this.#run) this.#failed(error);
    }
  }

  async #more() {
    const run = this.#run;
    const known = new Set(this.#thread.comments.map((comment) => comment.id));
    try {
      const page = await this.client.thread(this.#article, this.#order, this.#thread.next);
      if (run !== this.#run) return;
      this.#shows(addPage(this.#thread, page));
      this.#arrived(page.comments.filter((comment) => !known.has(comment.id)));
    } catch (error) {
      if (run === this.#run) this.#failed(error);
    }
  }

  async #moreReplies(root) {
    const run = this.#run;
    try {
      const answer = await this.client.replies(root.id, root.more_replies.after);
      if (run !== this.#run) return;
      this.#shows(addReplies(this.#thread, root.id, answer));
      this.#arrived(answer.replies);
    } catch (error) {
      if (run === this.#run) this.#failed(error);
    }
  }

  #sort(order) {
    if (order === this.#order || this.form.busy) return;
    this.#order = order;
    this.#run += 1;
    this.#load();
  }

  #shows(thread) {
    const before = this.#thread.published;
    const first = this.#thread === EMPTY;
    this.#thread = thread;
    this.view.show(thread, this.#order);
    if (first || before !== thread.published) {
      this.#fire("nazer:count", { article: this.#article, count: thread.published });
    }
  }

  #arrived(comments) {
    if (comments.length === 0) return;
    this.view.goTo(comments[0].id);
    this.frame.announce(fill(this.said.arrived, { n: comments.length }, this.locale));
  }

  #failed(error) {
    if (error.name !== "Failure") throw error;
    const message = error.kind === "not-found" ? this.said.unknownArticle : this.said.threadFailed;
    if (error.kind === "not-found") this.frame.takesComments(false, { silent: true });
    this.view.failed(message);
    this.frame.announce(message);
  }

  #reply(comment) {
    if (this.form.busy) return;
    this.form.turnTo(comment);
    this.frame.moveForm(this.view.slot(comment.id));
    this.#replying = comment.id;
    this.form.focus();
  }

  /** Brings the form home. Not quietly: back to where the reader came from. */
  #leaveReply({ quietly = false } = {}) {
    const from = this.#replying;
    if (from === null || this.form.busy) return;
    this.#replying = null;
    this.frame.moveForm(null);
    this.form.turnTo(null);
    if (!quietly) this.view.goTo(from);
  }

  #answered(answer, { parent }) {
    const { comment, status } = answer;
    this.#fire("nazer:submitted", { article: this.#article, id: comment?.id ?? null, status });
    if (status !== "published") return;
    if (parent !== null) this.#leaveReply({ quietly: true });
    if (!comment) {
      this.#load();
      return;
    }
    this.#shows(place(this.#thread, comment, this.#order));
    this.view.goTo(comment.id, { fresh: true });
  }

  #fire(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}
