/** One comment of the thread, with the place for its replies. */

import { Actions } from "./actions.js";
import { filled, h } from "./dom.js";
import { linkTo } from "./permalink.js";
import { fill } from "./strings.js";
import { linked } from "./text.js";

const DEEPEST = 4; // replies below stand no further in, and say whom they answer
const LONG = 240; // a text may take more than eight lines from here on
const LINES = 8;

export class CommentItem {
  #with;
  #comment;
  #parent;
  #face = ""; // what can be seen of it; when that changes it is drawn anew
  #expanded = false;

  /** @param {CommentItem|null} parent the one that it answers */
  constructor(comment, parent, setting) {
    this.#with = setting;
    this.#comment = comment;
    this.#parent = parent?.comment ?? null;
    this.depth = (parent?.depth ?? -1) + 1;
    this.#build();
  }

  get comment() {
    return this.#comment;
  }

  /** Takes the comment as it is now; `open`: whether the article takes comments. */
  update(comment, open) {
    this.#comment = comment;
    const { status, text, author_name: name, edited_at: edited, marks, published_at: at, own } = comment;
    const face = JSON.stringify([status, text, name, edited, marks, at, own?.status]);
    if (face !== this.#face) this.#draw();
    this.#face = face;
    this.actions?.update(comment, open);
    const left = comment.more_replies?.count ?? 0;
    this.more.hidden = left === 0;
    this.more.textContent = fill(this.#with.said.moreReplies, { n: left }, this.#with.locale);
  }

  /** Brings the relative time, and the time left for changes, up to date. */
  tick() {
    if (!this.actions) return;
    this.ago.textContent = this.#with.dates.relative(this.moment, Date.now());
    this.actions.tick();
  }

  /** Whether the text is much longer than what is seen of it; undefined when nothing is seen or there is no question. */
  get isCut() {
    if (!this.whole?.isConnected || this.#expanded || this.text.clientHeight === 0) return undefined;
    return this.text.scrollHeight > this.text.clientHeight * 1.2;
  }

  /** Offers the rest of a text that is cut; one that is hardly longer is shown as it is. */
  fold(cut) {
    this.whole.hidden = !cut;
    if (!cut) this.#expand();
  }

  /** Marks it as the one that the reader came for: then all of it is seen. */
  mark(linked) {
    this.article.classList.toggle("linked", linked);
    if (linked) this.article.setAttribute("aria-current", "true");
    else this.article.removeAttribute("aria-current");
    if (linked) this.#expand();
  }

  #expand() {
    this.#expanded = true;
    this.text?.classList.remove("cut");
    if (this.whole) this.whole.hidden = true;
  }

  #build() {
    const { on } = this.#with;
    this.slot = h("div", { class: "slot" });
    this.replies = h("ol", { class: this.depth < DEEPEST ? "replies" : "replies flat", hidden: true });
    this.more = h("button", {
      type: "button",
      class: "quiet more-replies",
      part: "button more",
      hidden: true,
      on: { click: () => on.moreReplies(this.#comment) },
    });
    this.element = h("li", { class: "item" }, this.slot, this.replies, this.more);
  }

  /** Draws what is to be seen; the focus stays with it. */
  #draw() {
    const before = this.article;
    const held = before?.contains(before.getRootNode().activeElement);
    this.actions = this.ago = this.text = this.whole = null;
    this.article = this.#comment.text === null ? this.#tombstone() : this.#written();
    if (before) before.replaceWith(this.article);
    else this.element.prepend(this.article);
    if (held) this.article.focus({ preventScroll: true });
  }

  #written() {
    const { said } = this.#with;
    const comment = this.#comment;
    const name = comment.author_name || said.anonymous;
    this.actions = new Actions(this.#with, name);
    return h(
      "article",
      {
        class: comment.status === "published" ? "comment" : "comment waiting",
        part: comment.status === "published" ? "comment" : "comment waiting",
        tabindex: "-1",
        "data-id": comment.id,
      },
      h(
        "header",
        { class: "byline" },
        h("bdi", { class: "author", part: "author" }, name),
        (comment.marks ?? []).map((mark) => h("span", { class: "mark", part: `mark ${mark}` }, said.marks[mark])),
        this.depth > DEEPEST && this.#parent && this.#answering(this.#parent),
        this.#time(),
        comment.edited_at && h("span", { class: "edited" }, said.edited),
      ),
      this.#waiting(),
      this.#text(),
      this.whole,
      this.actions.element,
    );
  }

  #linked(text) {
    return linked(text, this.#with.domains).map((piece) =>
      piece.link ? h("a", { href: piece.text, rel: "nofollow ugc noopener", part: "link" }, piece.text) : piece.text,
    );
  }

  #text() {
    const { text } = this.#comment;
    const long = text.length > LONG || text.split("\n").length > LINES;
    this.text = h("div", { class: long && !this.#expanded ? "text cut" : "text", part: "text", dir: "auto" }, this.#linked(text));
    if (!long) return this.text;
    const show = () => {
      this.#expand();
      this.article.focus({ preventScroll: true });
    };
    this.whole = h(
      "button",
      { type: "button", class: "quiet whole", part: "button whole", hidden: true, on: { click: show } },
      this.#with.said.whole,
    );
    return this.text;
  }

  /** What its author is told of a comment that nobody else sees. */
  #waiting() {
    const { said } = this.#with;
    if (this.#comment.status === "published") return null;
    if (this.#comment.status !== "held") return h("p", { class: "waits" }, h("strong", {}, said.refused));
    return h("p", { class: "waits" }, h("strong", {}, said.waiting), " ", said.waitingText);
  }

  #answering(parent) {
    const { said } = this.#with;
    const name = h("bdi", {}, parent.author_name || said.anonymous);
    return h("span", { class: "answering" }, filled(said.inReplyTo, { name }));
  }

  #time() {
    const { dates } = this.#with;
    const { id, published_at: at, status } = this.#comment;
    this.moment = Date.parse(at);
    this.ago = h("span", { class: "ago" });
    this.ago.textContent = dates.relative(this.moment, Date.now());
    const time = h("time", { datetime: at }, h("bdi", {}, dates.absolute(this.moment)), " ", this.ago);
    if (status !== "published") return h("span", { class: "time", part: "time" }, time);
    return h("a", { class: "time", part: "time", href: linkTo(id, location) }, time);
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
