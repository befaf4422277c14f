/** Advice before sending: what would become of a draft, asked of the service and shown under the form. */

import { h, show } from "./dom.js";
import { explain, wait } from "./faults.js";
import { Notice } from "./notice.js";

// What is as true of a comment as of advice about it.
const TOLD = new Set(["article-closed", "not-found", "invalid-input", "too-large"]);

export class Adviser {
  #with;
  #on;
  #asked = null; // the draft that advice is on its way for
  #notice;

  /**
   * @param {object} setting that of the form
   * @param {{waiting: Function, faults: Function, off: Function, take: Function}} on what comes of asking: it takes a
   *   while, single fields have faults, there is no advice here, the reader takes what is suggested
   */
  constructor(setting, on) {
    this.#with = setting;
    this.#on = on;
    this.#notice = new Notice(setting.said, "advice");
    this.element = this.#notice.element;
  }

  /** Asks, and says what came of it; unless the draft has become another one meanwhile. */
  async ask(parent, draft) {
    if (this.#asked) return;
    const { client, article, announce } = this.#with;
    this.#asked = draft;
    this.#on.waiting(true);
    const [answer, failure] = await client.preview(article, parent, draft).then((one) => [one], (error) => [null, error]);
    if (this.#asked !== draft) return;
    this.#asked = null;
    this.#on.waiting(false);
    if (answer) this.#advised(answer, draft);
    else this.#failed(failure);
    announce(this.#notice.title);
    show(this.element);
  }

  /** Takes back what was said: the draft is another one now. */
  drop() {
    this.#asked = null;
    this.#on.waiting(false);
    this.#notice.clear();
  }

  #advised(answer, draft) {
    this.#notice.advised(answer, draft, () => {
      this.#notice.reduce();
      this.#on.take(this.#notice, answer.suggestion);
    });
  }

  #failed(failure) {
    if (failure.name !== "Failure") throw failure;
    const { said, locale } = this.#with;
    if (failure.kind === "forbidden") {
      this.#on.off();
      this.#notice.say("failed", said.adviceOff);
      return;
    }
    const { message, faults, others } = explain(failure, locale);
    const own = [failure.kind === "offline" ? said.adviceOffline : said.adviceFailed, wait(failure, locale)];
    const lines = TOLD.has(failure.kind) ? [message, ...others] : own.filter(Boolean);
    this.#notice.say("failed", said.adviceNone, lines.map((line) => h("p", { dir: "auto" }, line)));
    this.#on.faults(faults);
  }
}
