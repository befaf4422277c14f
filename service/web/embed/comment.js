/** One comment of the thread, with the place for its replies. */

import { filled, h } from "./dom.js";
import { fill } from "./strings.js";

const DEEPEST = 4; // replies below stand no further in, and say whom they answer

export class CommentItem {
  #with;
  #comment;

  /** @param {CommentItem|null} parent the one that it answers */
  constructor(comment, parent, setting) {
    this.#with = setting;
    this.#comment = comment;
    this.depth = (parent?.depth ?? -1) + 1;
    this.#build(parent?.comment ?? null);
  }

  get comment() {
    return this.#comment;
  }

  /** Takes the comment as it is now; `open`: whether the article takes comments. */
  update(comment, open) {
    this.#comment = comment;
    if (this.button) this.button.hidden = !open;
    const left = comment.more_replies?.count ?? 0;
    this.more.hidden = left === 0;
    this.more.textContent = fill(this.#with.said.moreReplies, { n: left }, this.#with.locale);
  }

  /** Brings the relative time up to date. */
  tick() {
    if (this.ago) this.ago.textContent = this.#with.dates.relative(this.moment, Date.now());
  }

  #build(parent) {
    const { onMoreReplies } = this.#with;
    this.slot = h("div", { class: "slot" });
    this.replies = h("ol", { class: this.depth < DEEPEST ? "replies" : "replies flat", hidden: true });
    this.more = h("button", {
      type: "button",
      class: "quiet more-replies",
      part: "button more",
      hidden: true,
      on: { click: () => onMoreReplies(this.#comment) },
    });
    this.article = this.#comment.status === "published" ? this.#published(parent) : this.#tombstone();
    this.element = h("li", { class: "item" }, this.article, this.slot, this.replies, this.more);
  }

  #published(parent) {
    const { said, onReply } = this.#with;
    const name = this.#comment.author_name || said.anonymous;
    this.button = h(
      "button",
      {
        type: "button",
        class: "quiet reply",
        part: "button reply",
        "aria-label": fill(said.replyLabel, { name }, this.#with.locale),
        on: { click: () => onReply(this.#comment) },
      },
      said.reply,
    );
    return h(
      "article",
      { class: "comment", part: "comment", tabindex: "-1", "data-id": this.#comment.id },
      h(
        "header",
        { class: "byline" },
        h("bdi", { class: "author", part: "author" }, name),
        this.depth > DEEPEST && parent && this.#answering(parent),
        this.#time(),
      ),
      h("div", { class: "text", part: "text", dir: "auto" }, this.#comment.text),
      this.button,
    );
  }

  #answering(parent) {
    const { said } = this.#with;
    const name = h("bdi", {}, parent.author_name || said.anonymous);
    return h("span", { class: "answering" }, filled(said.inReplyTo, { name }));
  }

  #time() {
    const { dates } = this.#with;
    this.moment = Date.parse(this.#comment.published_at);
    this.ago = h("span", { class: "ago" });
    this.tick();
    return h(
      "time",
      { class: "time", part: "time", datetime: this.#comment.published_at },
      h("bdi", {}, dates.absolute(this.moment)),
      this.ago,
    );
  }

  #tombstone() {
    const { said } = this.#with;
    const why = { removed: said.removed, withdrawn: said.withdrawn, held: said.held };
    return h(
      "article",
      { class: "comment tombstone", part: "comment tombstone", tabindex: "-1", "data-id": this.#comment.id },
      h("p", {}, why[this.#comment.status] ?? said.removed),
    );
  }
}
