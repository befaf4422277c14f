/** The custom element: attributes in, events out; the form and the thread put together. */

import { Client } from "./client.js";
import { Conversation } from "./conversation.js";
import { dates } from "./dates.js";
import { pageAddress } from "./dom.js";
import { Drafts, pageStorage } from "./drafts.js";
import { Form } from "./form.js";
import { Frame } from "./frame.js";
import { ReaderToken, RememberedName } from "./reader.js";
import { ORDERS } from "./state.js";
import { loadStrings, readLocale, strings } from "./strings.js";
import { Theme } from "./theme.js";

const TICK = 15_000; // relative times, and the time left for changes, are this fresh
const Base = globalThis.HTMLElement ?? class {}; // so that the module loads outside a browser

/**
 * `<nazer-comments article="5414189" site="pk_…" order="newest|oldest|liked|discussed" theme="auto|light|dark"
 * locale="fa|en" advice="off" url="https://…">`
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

  static observedAttributes = ["article", "site", "order", "theme", "locale", "advice", "url", "title"];

  #scheduled = false;
  #clock = 0;
  #theme;
  #follow = () => this.conversation?.follow();
  #replying = null; // id of the comment that the form stands under

  connectedCallback() {
    this.#theme ??= new Theme();
    this.#clock = setInterval(() => this.conversation?.view.tick(), TICK);
    addEventListener("hashchange", this.#follow);
    this.#schedule();
  }

  disconnectedCallback() {
    clearInterval(this.#clock);
    removeEventListener("hashchange", this.#follow);
    this.#theme.stop();
    this.form?.stop();
    this.conversation?.stop();
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
    this.#replying = null;
    this.#build();
    this.conversation.load();
  }

  get #article() {
    return this.getAttribute("article") ?? "";
  }

  #build() {
    this.form?.stop();
    this.conversation?.stop();
    const { base, maxText, maxName, advice } = this.constructor.options;
    const site = this.getAttribute("site") ?? "";
    const locale = readLocale(this.getAttribute("locale"));
    const said = strings(locale);
    this.said = said;
    this.locale = locale;
    this.reader = new ReaderToken(base, pageStorage());
    this.client = new Client(base, site, this.reader);
    this.client.page = pageAddress(this.getAttribute("url"));
    this.form = new Form({
      client: this.client,
      drafts: new Drafts(`${base}:${site}:${this.#article}`, pageStorage()),
      said,
      locale,
      article: this.#article,
      names: new RememberedName(`${base}:${site}`, pageStorage()),
      advice: advice && this.getAttribute("advice") !== "off",
      limits: { maxText, maxName },
      announce: (text) => this.frame?.announce(text),
      onLeave: () => this.#leaveReply(),
      onAnswer: (answer, sent) => this.#answered(answer, sent),
    });
    this.conversation = new Conversation(this.#setting());
    this.#mount();
  }

  /** What the conversation rests on. */
  #setting() {
    const wish = this.getAttribute("order");
    const element = this;
    return {
      client: this.client,
      reader: this.reader,
      said: this.said,
      locale: this.locale,
      dates: dates(this.locale),
      article: this.#article,
      order: ORDERS.includes(wish) ? wish : ORDERS[0],
      get frame() {
        return element.frame;
      },
      announce: (text) => this.frame.announce(text),
      onReply: (comment) => this.#reply(comment),
      onReload: () => this.#leaveReply({ quietly: true }),
      onCount: (count) => this.#fire("nazer:count", { article: this.#article, count }),
    };
  }

  #mount() {
    this.frame = new Frame({
      said: this.said,
      locale: this.locale,
      form: this.form.element,
      view: this.conversation.view,
      onWrite: () => this.#leaveReply(),
      title: this.getAttribute("title"),
    });
    this.#theme.dress(this.frame.element, this.getAttribute("theme"));
    this.frame.mount(this.shadowRoot ?? this.attachShadow({ mode: "open" }));
  }

  #reply(comment) {
    if (this.form.busy) return;
    this.form.turnTo(comment);
    this.frame.moveForm(this.conversation.view.slot(comment.id));
    this.#replying = comment.id;
    this.form.focus();
  }

  /** Brings the form home; false when it is busy. Not quietly: back to where the reader came from. */
  #leaveReply({ quietly = false } = {}) {
    if (this.form.busy) return false;
    const from = this.#replying;
    if (from === null) return true;
    this.#replying = null;
    this.frame.moveForm(null);
    this.form.turnTo(null);
    if (!quietly) this.conversation.view.goTo(from);
    return true;
  }

  #answered(answer, { parent, replaces }) {
    const { comment, status } = answer;
    if (replaces && status !== "rejected") this.conversation.takeAway(replaces.split(".")[0]);
    this.reader.act(this.#article);
    this.#fire("nazer:submitted", { article: this.#article, id: comment?.id ?? null, status });
    if (status !== "published") {
      this.conversation.refreshOwn();
      return;
    }
    if (parent !== null) this.#leaveReply({ quietly: true });
    if (!comment) {
      this.conversation.load();
      return;
    }
    this.conversation.published(comment);
    this.conversation.refreshOwn();
  }

  #fire(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}
