/** The frame in the shadow root: heading, the form's home, the thread, and a voice for screen readers. */

import { h, setAttribute } from "./dom.js";
import { loadStyles } from "./styles.js";

export class Frame {
  #status = h("div", { class: "hidden", role: "status" });
  #closed;
  #home;
  #write;
  #form;

  /**
   * @param {() => void} onWrite the reader asks for the form back that stands under a comment
   * @param {string|null} title the article's: tells screen readers two copies on a page apart
   */
  constructor({ said, locale, form, view, onWrite, title }) {
    this.#form = form;
    this.#closed = h("p", { class: "closed", part: "closed", hidden: true }, said.closed);
    this.#home = h("div", { class: "home" }, form);
    this.#write = h(
      "button",
      { type: "button", class: "write", part: "button", hidden: true, on: { click: onWrite } },
      said.write,
    );
    this.element = h(
      "section",
      { class: "root", part: "root", lang: locale, dir: said.dir, hidden: true },
      view.heading,
      this.#closed,
      this.#home,
      this.#write,
      view.element,
      this.#status,
    );
    if (title) setAttribute(this.element, "aria-label", `${said.heading}: ${title}`);
    setAttribute(this.element, "aria-labelledby", !title && "heading");
  }

  /** Goes into a shadow root, and is seen once it is dressed. */
  async mount(root) {
    root.replaceChildren(this.element);
    await loadStyles(root);
    this.element.hidden = false;
  }

  /** Whether comments are taken at all; `silent` says nothing about it. */
  takesComments(open, { silent = false } = {}) {
    this.#closed.hidden = open || silent;
    this.#home.hidden = !open;
  }

  /** Moves the form: under a comment, or (null) home. */
  moveForm(slot) {
    (slot ?? this.#home).append(this.#form);
    this.#write.hidden = slot === null;
  }

  /** Says a sentence to those who listen; also when it is the same as before. */
  announce(text) {
    this.#status.textContent = "";
    requestAnimationFrame(() => {
      this.#status.textContent = text;
    });
  }
}
