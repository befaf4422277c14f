/** What came of a submission, in the form: published, held, refused, or not sent. */

import { h } from "./dom.js";
import { segments } from "./text.js";

/**
 * The notice of a form. It can take the focus; what it says is announced by the form.
 */
export class Notice {
  /** What happened, in one line. */
  title = "";

  constructor(said) {
    this.said = said;
    this.element = h("div", {
      class: "notice",
      part: "notice",
      role: "group",
      "aria-labelledby": "notice-title",
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
    this.#say("published", said.publishedTitle, h("p", {}, repeated ? said.repeated : said.publishedText));
  }

  /** `take` puts what was suggested into the box. */
  held({ reasons, status_url: link, repeated, suggestion }, sent, take) {
    const { said } = this;
    this.#say(
      "held",
      said.heldTitle,
      h("p", {}, repeated ? said.repeated : said.heldText),
      this.#reasons(reasons),
      this.#marked(reasons, sent, said.markedHeld),
      this.#suggested(suggestion, take),
      link && h("p", {}, this.#link(link), " ", h("span", { class: "quiet-text" }, said.heldLinkText)),
    );
  }

  /** A comment that was sent before, and has been withdrawn or removed since. */
  repeated({ message, status_url: link }) {
    const { said } = this;
    this.#say("held", said.repeated, h("p", { dir: "auto" }, message), link && h("p", {}, this.#link(link)));
  }

  rejected({ reasons, suggestion }, sent, { mend, take }) {
    const { said } = this;
    this.#say(
      "rejected",
      said.rejectedTitle,
      this.#reasons(reasons),
      this.#marked(reasons, sent, said.markedRejected),
      this.#suggested(suggestion, take),
      h("p", {}, said.rejectedText),
      h("button", { type: "button", class: "quiet", part: "button", on: { click: mend } }, said.mend),
    );
  }

  /** `others` are faults that belong to no field of the form. */
  failed(message, others) {
    const { said } = this;
    this.#say(
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
    button.replaceWith(this.#button(label, act));
  }

  #button(label, act) {
    return h("button", { type: "button", class: "quiet", part: "button", on: { click: act } }, label);
  }

  #suggested(suggestion, take) {
    if (!suggestion) return null;
    const { said } = this;
    return h(
      "div",
      { class: "suggestion", role: "group", "aria-labelledby": "suggestion-title" },
      h("p", { id: "suggestion-title" }, said.suggestion),
      h("blockquote", { dir: "auto", lang: "fa" }, suggestion),
      this.#button(said.takeSuggestion, take),
      h("p", { class: "quiet-text" }),
    );
  }

  #say(kind, title, ...content) {
    this.title = title;
    this.element.dataset.kind = kind;
    this.element.replaceChildren(h("h3", { class: "notice-title", id: "notice-title" }, title), ...content.flat().filter(Boolean));
    this.element.hidden = false;
  }

  #link(address) {
    return h(
      "a",
      { href: address, target: "_blank", rel: "noopener noreferrer", part: "link" },
      this.said.heldLink,
    );
  }

  #reasons(reasons) {
    if (reasons.length === 0) return null;
    return h(
      "ul",
      { class: "reasons" },
      reasons.map(({ message, hint, rule }) =>
        h(
          "li",
          { "data-rule": rule },
          h("span", { class: "reason", dir: "auto" }, message),
          hint && h("span", { class: "hint", dir: "auto" }, hint),
        ),
      ),
    );
  }

  /** A copy of what was sent, with everything that any reason points to marked; nothing where none points. */
  #marked(reasons, sent, caption) {
    const { said } = this;
    const copy = (field, text, title) => {
      const spans = reasons.filter((reason) => reason.field === field).flatMap((reason) => reason.spans);
      if (spans.length === 0) return null;
      return h(
        "figure",
        { class: "marked" },
        h("figcaption", {}, title),
        h("blockquote", { dir: "auto", "data-field": field }, segments(text, spans).map(piece)),
      );
    };
    return [copy("author_name", sent.name, said.markedName), copy("text", sent.text, caption)];
  }
}

function piece({ text, marked }) {
  return marked ? h("mark", {}, text) : text;
}
