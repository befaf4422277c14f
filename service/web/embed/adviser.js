/** The place under the form where advice before sending is shown. Asking for it: `advice.js`, fetched when it is wanted. */

import { show } from "./dom.js";
import { Notice } from "./notice.js";

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
    this.#asked = draft;
    this.#on.waiting(true);
    const advice = await import("./advice.js").then(({ ask }) => ask(this.#with, parent, draft), () => null);
    if (this.#asked !== draft) return;
    this.#asked = null;
    this.#on.waiting(false);
    this.#say(advice);
    this.#with.announce(this.#notice.title);
    show(this.element);
  }

  /** Takes back what was said: the draft is another one now. */
  drop() {
    this.#asked = null;
    this.#on.waiting(false);
    this.#notice.clear();
  }

  #say(advice) {
    if (advice === null) {
      this.#notice.say("failed", this.#with.said.adviceNone);
      return;
    }
    advice.show(this.#notice, (suggestion) => {
      this.#notice.reduce();
      this.#on.take(this.#notice, suggestion);
    });
    this.#on.faults(advice.faults);
    if (advice.off) this.#on.off();
  }
}
