/** The thread as the reader sees it. It is given a thread and shows it; what is there already stays where it is. */

import { CommentItem } from "./comment.js";
import { h, reconcile, setAttribute, show } from "./dom.js";
import { ORDERS, roots } from "./state.js";
import { count, fill } from "./strings.js";

/**
 * @typedef {object} Setting
 * @property {object} said what the component says
 * @property {string} locale
 * @property {{absolute: Function, relative: Function}} dates
 * @property {Record<string, Function>} on what the reader does: with a comment `reply`, `vote` (and 1 or -1), `copy`,
 *   `report`, `edit`, `withdraw`, `moreReplies`; else `more`, `retry`, `order` (and which), `news`
 */
export class ThreadView {
  #with;
  #items = new Map();
  #linked = null;

  /** @param {Setting} setting */
  constructor(setting) {
    this.#with = setting;
    this.#build();
  }

  /** Shows a thread in an order. */
  show(thread, order) {
    const { said } = this.#with;
    const shown = roots(thread);
    const seen = new Set();
    this.#with.domains = thread.domains;
    this.counts(thread.published, 0);
    reconcile(this.list, shown.map((comment) => this.#item(comment, null, thread.open, seen)));
    for (const id of this.#items.keys()) if (!seen.has(id)) this.#items.delete(id);
    this.list.hidden = shown.length === 0;
    this.more.hidden = thread.next === null;
    this.orders.hidden = shown.length === 0 || (shown.length === 1 && thread.next === null);
    for (const button of this.orders.children) {
      setAttribute(button, "aria-pressed", String(button.dataset.order === order));
    }
    this.#say(shown.length === 0 && [h("strong", {}, said.none), thread.open && h("p", {}, said.invitation)]);
  }

  /** Says how many comments are published, and offers those that are not shown yet. */
  counts(published, unseen) {
    const { said, locale } = this.#with;
    this.count.textContent = count(published, locale);
    this.news.hidden = unseen === 0;
    this.news.textContent = fill(said.newOnes, { n: unseen }, locale);
  }

  /** Says that the thread is on its way. */
  loading() {
    const { said } = this.#with;
    this.#say([
      h("p", { class: "hidden" }, said.loading),
      h("div", { class: "skeleton", "aria-hidden": "true" }, h("i"), h("i"), h("i")),
    ]);
    this.list.setAttribute("aria-busy", "true");
  }

  /** Says that the thread could not be had, and offers to try again. What is shown already stays. */
  failed(message) {
    const { said, on } = this.#with;
    this.#say([
      h("p", {}, message),
      h("button", { type: "button", class: "quiet", part: "button", on: { click: on.retry } }, said.retry),
    ]);
  }

  /** Forgets everything shown, before another order comes. */
  clear() {
    this.#items.clear();
    this.list.replaceChildren();
    this.more.hidden = true;
  }

  /** Leads the reader to a comment; `fresh` lights it up. */
  goTo(id, { fresh = false } = {}) {
    const item = this.#items.get(id);
    if (!item) return;
    if (fresh) this.light(id);
    show(item.article);
  }

  /** The comment beside another (below, else above it), or the heading: where the reader is once that one is gone. */
  beside(id) {
    const articles = [...this.list.querySelectorAll("article")];
    const at = articles.indexOf(this.#items.get(id)?.article);
    return articles[at + 1] ?? articles[at - 1] ?? this.heading.firstElementChild;
  }

  /** Lights a comment up that has just come. */
  light(id) {
    this.#items.get(id)?.article.classList.add("fresh");
  }

  /** Marks the comment that the page's address names, and leads to it. */
  link(id) {
    this.#items.get(this.#linked)?.mark(false);
    this.#linked = id;
    this.gone.hidden = true;
    this.#items.get(id)?.mark(true);
    this.goTo(id);
  }

  /** Says that the comment is not there that the address names. */
  lost() {
    this.gone.hidden = false;
  }

  /** Says under a comment what came of something that was done with it. */
  tell(id, text) {
    this.#items.get(id)?.actions?.say(text);
  }

  /** Where a form that answers this comment belongs; undefined when the comment is not here. */
  slot(id) {
    return this.#items.get(id)?.slot;
  }

  /** Brings all times up to date. */
  tick() {
    for (const item of this.#items.values()) item.tick();
  }

  /** Stops to look at its size; the thread is leaving the page. */
  stop() {
    this.sizes.disconnect();
  }

  #item(comment, parent, open, seen) {
    const known = this.#items.get(comment.id);
    const item = known ?? new CommentItem(comment, this.#items.get(parent?.id) ?? null, this.#with);
    this.#items.set(comment.id, item);
    seen.add(comment.id);
    item.update(comment, open);
    reconcile(item.replies, comment.replies.map((reply) => this.#item(reply, comment, open, seen)));
    item.replies.hidden = comment.replies.length === 0;
    return item.element;
  }

  /** All are measured before any is changed: the browser lays the page out once. */
  #measure() {
    const cut = [...this.#items.values()].map((item) => [item, item.isCut]);
    for (const [item, answer] of cut) if (answer !== undefined) item.fold(answer);
  }

  #say(content) {
    this.state.replaceChildren(...(content || []).filter(Boolean));
    this.state.hidden = !content;
    this.list.setAttribute("aria-busy", "false");
  }

  #build() {
    const { said, on } = this.#with;
    const button = (kind, click, text) =>
      h("button", { type: "button", class: kind, part: `button ${kind}`, hidden: true, on: { click } }, text);
    const choice = (order) =>
      h(
        "button",
        { type: "button", part: "button", "data-order": order, on: { click: () => on.order(order) } },
        said[order],
      );
    this.count = h("span", { class: "count", part: "count" });
    this.orders = h(
      "div",
      { class: "orders", part: "orders", role: "group", "aria-label": said.order, hidden: true },
      ORDERS.map(choice),
    );
    this.heading = h(
      "header",
      { class: "heading", part: "heading" },
      h("h2", { id: "heading", tabindex: "-1" }, said.heading, " ", this.count),
    );
    this.gone = h("p", { class: "state gone", part: "state", hidden: true }, said.linkGone);
    this.news = button("news", on.news);
    this.state = h("div", { class: "state", part: "state" });
    this.list = h("ol", { class: "list", part: "list", "aria-labelledby": "heading" });
    this.more = button("more", on.more, said.more);
    const parts = [this.gone, this.orders, this.news, this.list, this.state, this.more];
    this.element = h("div", { class: "thread", part: "thread" }, parts);
    this.sizes = new ResizeObserver(() => requestAnimationFrame(() => this.#measure()));
    this.sizes.observe(this.list);
  }
}
