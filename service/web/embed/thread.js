/** The thread as the reader sees it. It is given a thread and shows it; what is there already stays where it is. */

import { CommentItem } from "./comment.js";
import { h, reconcile, setAttribute, show } from "./dom.js";
import { roots } from "./state.js";
import { count } from "./strings.js";

/**
 * @typedef {object} Setting
 * @property {object} said what the component says
 * @property {string} locale
 * @property {{absolute: Function, relative: Function}} dates
 * @property {(comment: object) => void} onReply
 * @property {(root: object) => void} onMoreReplies
 * @property {() => void} onMore
 * @property {() => void} onRetry
 * @property {(order: "newest"|"oldest") => void} onOrder
 */
export class ThreadView {
  #with;
  #items = new Map();

  /** @param {Setting} setting */
  constructor(setting) {
    this.#with = setting;
    this.#build();
  }

  /** Shows a thread in an order. */
  show(thread, order) {
    const { said, locale } = this.#with;
    const shown = roots(thread);
    this.count.textContent = count(thread.published, locale);
    reconcile(this.list, shown.map((comment) => this.#item(comment, null, thread.open)));
    this.list.hidden = shown.length === 0;
    this.more.hidden = thread.next === null;
    this.orders.hidden = shown.length === 0 || (shown.length === 1 && thread.next === null);
    for (const button of this.orders.children) {
      setAttribute(button, "aria-pressed", String(button.dataset.order === order));
    }
    this.#say(shown.length === 0 && [h("strong", {}, said.none), thread.open && h("p", {}, said.invitation)]);
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
    const { said, onRetry } = this.#with;
    this.#say([
      h("p", {}, message),
      h("button", { type: "button", class: "quiet", part: "button", on: { click: onRetry } }, said.retry),
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
    item.article.classList.toggle("fresh", fresh);
    show(item.article);
  }

  /** Where a form that answers this comment belongs; undefined when the comment is not here. */
  slot(id) {
    return this.#items.get(id)?.slot;
  }

  /** Brings all relative times up to date. */
  tick() {
    for (const item of this.#items.values()) item.tick();
  }

  #item(comment, parent, open) {
    const known = this.#items.get(comment.id);
    const item = known ?? new CommentItem(comment, this.#items.get(parent?.id) ?? null, this.#with);
    this.#items.set(comment.id, item);
    item.update(comment, open);
    reconcile(item.replies, comment.replies.map((reply) => this.#item(reply, comment, open)));
    item.replies.hidden = comment.replies.length === 0;
    return item.element;
  }

  #say(content) {
    this.state.replaceChildren(...(content || []).filter(Boolean));
    this.state.hidden = !content;
    this.list.setAttribute("aria-busy", "false");
  }

  #build() {
    const { said, onMore, onOrder } = this.#with;
    const choice = (order, text) =>
      h("button", { type: "button", part: "button", "data-order": order, on: { click: () => onOrder(order) } }, text);
    this.count = h("span", { class: "count", part: "count" });
    this.orders = h(
      "div",
      { class: "orders", role: "group", "aria-label": said.order, hidden: true },
      choice("newest", said.newest),
      choice("oldest", said.oldest),
    );
    this.heading = h(
      "header",
      { class: "heading", part: "heading" },
      h("h2", { id: "heading" }, said.heading, " ", this.count),
    );
    this.state = h("div", { class: "state", part: "state" });
    this.list = h("ol", { class: "list", part: "list", "aria-labelledby": "heading" });
    this.more = h(
      "button",
      { type: "button", class: "more", part: "button more", hidden: true, on: { click: onMore } },
      said.more,
    );
    this.element = h("div", { class: "thread", part: "thread" }, this.orders, this.list, this.state, this.more);
  }
}
