/** What can be done with one comment: answer it, vote, report, take its link; edit and withdraw one's own. */

import { h, setAttribute } from "./dom.js";
import { duration, fill } from "./strings.js";

export class Actions {
  #with;
  #name;
  #comment = null;

  /** @param {object} setting the thread's @param {string} name whose comment it is */
  constructor(setting, name) {
    this.#with = setting;
    this.#name = name;
    this.#build();
  }

  /** Takes the comment as it is now; `open`: whether the article takes comments. */
  update(comment, open) {
    const { said } = this.#with;
    const { own, status } = comment;
    const published = status === "published";
    this.#comment = comment;
    this.reply.hidden = !open || !published;
    this.link.hidden = !published;
    this.report.hidden = !published || Boolean(own);
    this.votes.hidden = !published;
    this.withdraw.hidden = !own?.may_withdraw;
    this.#count(this.like, said.like, comment.likes, comment.vote === 1);
    this.#count(this.dislike, said.dislike, comment.dislikes, comment.vote === -1);
    this.tick();
  }

  /** Brings the time that is left for changes up to date. */
  tick() {
    const { said, locale } = this.#with;
    const until = Date.parse(this.#comment.own?.editable_until ?? "");
    const left = Math.ceil((until - Date.now()) / 1000);
    this.edit.hidden = !(left > 0);
    if (left > 0) this.edit.textContent = fill(said.editTime, { time: duration(left, locale) }, locale);
  }

  /** Says what came of it, under the buttons; an empty text takes it back. */
  say(text) {
    this.told.textContent = text;
    this.told.hidden = text === "";
  }

  #count(button, vote, n = 0, mine = false) {
    const { said, locale } = this.#with;
    const own = Boolean(this.#comment.own);
    const name = this.#name;
    button.lastChild.textContent = fill("{n}", { n }, locale);
    button.disabled = own; // nobody votes for oneself, but the counts are of interest
    setAttribute(button, "aria-pressed", !own && String(mine));
    setAttribute(button, "aria-label", fill(said.voteLabel, { vote, n, name }, locale));
  }

  #build() {
    const { said, locale, on } = this.#with;
    const button = (kind, text, act, label) =>
      h(
        "button",
        {
          type: "button",
          class: `quiet ${kind}`,
          part: `button ${kind}`,
          "aria-label": label && fill(label, { name: this.#name }, locale),
          on: { click: () => act(this.#comment) },
        },
        text,
      );
    const vote = (kind, text, value) => button(kind, [`${text} `, h("b")], (comment) => on.vote(comment, value));
    this.reply = button("reply", said.reply, on.reply, said.replyLabel);
    this.like = vote("like", said.like, 1);
    this.dislike = vote("dislike", said.dislike, -1);
    this.votes = h("span", { class: "votes", part: "votes" }, this.like, this.dislike);
    this.link = button("copy", said.copyLink, on.copy, said.copyLabel);
    this.report = button("report", said.report, on.report, said.reportLabel);
    this.edit = button("edit", said.edit, on.edit);
    this.withdraw = button("withdraw", said.withdraw, on.withdraw);
    this.told = h("p", { class: "told", hidden: true });
    const row = [this.reply, this.votes, this.edit, this.withdraw, this.link, this.report];
    this.element = h("footer", {}, h("div", { class: "row", part: "actions" }, row), this.told);
  }
}
