/** What came of a submission, in the form: published, held, refused, or not sent; and what would come of it. */

import { h } from "./dom.js";
import { markedCopies, quietButton, reasonsList, suggestionBox } from "./findings.js";

/**
 * A notice of a form. It can take the focus; what it says is announced by the form.
 */
export class Notice {
  /** What happened, in one line. */
  title = "";

  /** @param {string} name of its part, and of what its ids begin with */
  constructor(said, name = "notice") {
    this.said = said;
    this.name = name;
    this.element = h("div", {
      class: "notice",
      part: name,
      role: "group",
      tabindex: "-1",
      hidden: true,
    });
  }

  clear() {
    this.element.hidden = true;
    this.element.replaceChildren();
  }

  published({ repeated }) {
    const { said } = this;
    this.say("published", said.publishedTitle, h("p", {}, repeated ? said.repeated : said.publishedText));
  }

  /** `take` puts what was suggested into the box. */
  held({ reasons, status_url: link, repeated, suggestion }, sent, take) {
    const { said } = this;
    this.say(
      "held",
      said.heldTitle,
      h("p", {}, repeated ? said.repeated : said.heldText),
      reasonsList(reasons),
      markedCopies(reasons, sent, said, said.markedHeld),
      this.#suggested(suggestion, take),
      this.#private(link),
    );
  }

  /** A comment that was sent before, and has been withdrawn or removed since. */
  repeated({ message, status_url: link }) {
    const { said } = this;
    this.say("held", said.repeated, h("p", { dir: "auto" }, message), link && h("p", {}, this.link(link)));
  }

  rejected({ reasons, suggestion, status_token: token, status_url: link }, sent, { mend, take, appeal }) {
    const { said } = this;
    this.say(
      "rejected",
      said.rejectedTitle,
      reasonsList(reasons),
      markedCopies(reasons, sent, said, said.markedRejected),
      this.#suggested(suggestion, take),
      h("p", {}, said.rejectedText),
      h("p", { class: "ways" }, quietButton(said.mend, mend), token && quietButton(said.appeal, appeal)),
      this.#private(link),
    );
  }

  /** What would become of a draft that was not sent. */
  advised({ outcome, reasons, suggestion }, draft, take) {
    const { said } = this;
    this.say(
      { publish: "published", hold: "held", reject: "rejected" }[outcome],
      said.advised[outcome],
      reasonsList(reasons),
      markedCopies(reasons, draft, said, said.markedRejected),
      this.#suggested(suggestion, take),
      h("p", {}, said.advisedText),
    );
  }

  /** A refused comment whose author has asked for another look. */
  appealed({ status_url: link }) {
    this.say("held", this.said.appealThanks, h("p", {}, this.said.appealNext), this.#private(link));
  }

  /** One more sentence under what was said. */
  add(text) {
    this.element.append(h("p", {}, text));
  }

  /** `others` are faults that belong to no field of the form. */
  failed(message, others) {
    const { said } = this;
    this.say(
      "failed",
      said.failedTitle,
      h("p", { dir: "auto" }, message),
      others.map((detail) => h("p", { dir: "auto" }, detail)),
      h("p", { class: "quiet-text" }, said.kept),
    );
  }

  /** Says that what was suggested is in the box, and offers the way back; or offers it again. */
  turn(said, label, act) {
    const [, , button, note] = this.element.querySelector(".suggestion").children;
    note.textContent = said;
    button.replaceWith(quietButton(label, act));
  }

  /** Leaves only the suggestion: it has been taken, and the rest was said of another text. */
  reduce() {
    this.element.replaceChildren(this.element.querySelector(".suggestion"));
    this.element.setAttribute("aria-labelledby", `${this.name}-suggestion`);
  }

  /** Says something under a title; `kind` gives it its colours. */
  say(kind, title, ...content) {
    this.title = title;
    this.element.dataset.kind = kind;
    this.element.setAttribute("aria-labelledby", `${this.name}-title`);
    const heading = h("h3", { class: "notice-title", id: `${this.name}-title` }, title);
    this.element.replaceChildren(heading, ...content.flat().filter(Boolean));
    this.element.hidden = false;
  }

  /** The way to a comment's page of status. */
  link(address) {
    return h(
      "a",
      { href: address, target: "_blank", rel: "noopener noreferrer", part: "link" },
      this.said.heldLink,
    );
  }

  #suggested(suggestion, take) {
    return suggestionBox(suggestion, this.said, `${this.name}-suggestion`, take);
  }

  #private(address) {
    return address && h("p", {}, this.link(address), " ", h("span", { class: "quiet-text" }, this.said.heldLinkText));
  }
}
