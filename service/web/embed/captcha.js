/** The captcha of a form: fetched, renewed, switched to another kind, and answered. What it looks like: `captcha_view.js`. */

import { CaptchaView } from "./captcha_view.js";
import { show } from "./dom.js";
import { wait } from "./faults.js";

const MARGIN = 15_000; // renewed a little before it expires: an answer on its way must still be good

/** Fetches a challenge when it is first asked for, and renews it once it has expired and somebody is writing. */
export class Captcha {
  #with;
  #view;
  #token = "";
  #kind = ""; // what the reader has chosen; empty: what the service thinks right
  #work = null; // the browser's own, where the reader has nothing to do
  #expires = 0;
  #timer = 0;
  #fetching = null;

  /** @param {{client: object, said: object, locale: string, announce: Function}} setting */
  constructor(setting) {
    this.#with = setting;
    this.#view = new CaptchaView(setting.said, {
      other: () => this.#another(),
      choose: (kind) => this.#choose(kind),
      typed: () => this.complain(""),
    });
    this.element = this.#view.element;
    this.input = this.#view.input;
  }

  /** What can be said of the answer now: the token (empty while there is none), and what was typed. */
  get value() {
    return { token: this.#token, answer: this.#work ? "…" : this.input.value.trim() };
  }

  /** What is to be sent, once the browser has done its work. */
  async solved() {
    return { token: this.#token, answer: this.#work ? await this.#work : this.value.answer };
  }

  /** Sees to it that there is a challenge that can still be answered. */
  async ensure() {
    if (this.#token && Date.now() < this.#expires) return;
    const renewed = this.#token !== "";
    await this.renew();
    if (renewed && this.#token && !this.#work) this.#with.announce(this.#with.said.captchaRenewed);
  }

  /** Fetches a fresh challenge; two calls at once are one. */
  renew() {
    this.#fetching ??= this.#fetch().finally(() => {
      this.#fetching = null;
    });
    return this.#fetching;
  }

  /** Takes a challenge that came along with an answer of the service. */
  async accept(challenge) {
    try {
      await this.#take(challenge);
    } catch {
      this.#fail(this.#with.said.captchaFailed);
    }
  }

  /** Leads the reader to the answer, or, where nothing could be had, to trying again. */
  focus() {
    this.element.hidden = false;
    show(this.#token ? this.input : this.#view.other);
  }

  /** Forgets the challenge, for it is spent. The next one is fetched when the reader writes again. */
  forget() {
    this.stop();
    this.#token = "";
    this.input.value = "";
    this.complain("");
    this.element.hidden = true;
  }

  /** Stops the clock and the voice; the element is leaving the page. */
  stop() {
    clearTimeout(this.#timer);
    this.#view.hush();
  }

  /** Says what is wrong with the answer; an empty text takes it back. */
  complain(detail) {
    this.#view.complain(detail);
  }

  async #fetch() {
    const { client, said, locale } = this.#with;
    this.#token = "";
    if (!this.#work) this.#view.wait(said.captchaLoading);
    try {
      await this.#take(await client.captcha(this.#kind));
    } catch (error) {
      this.#fail(`${said.captchaFailed} ${error.name === "Failure" ? wait(error, locale) : ""}`.trim());
    }
  }

  async #take(challenge) {
    this.stop();
    this.#work = challenge.kind === "pow" ? this.#start(challenge) : null;
    if (!this.#work) await this.#view.show(challenge);
    this.element.hidden = this.#work !== null;
    this.#token = challenge.token;
    const good = Math.max(MARGIN, challenge.expires_in * 1000 - MARGIN);
    this.#expires = Date.now() + good;
    this.#timer = setTimeout(() => this.#expired(), good);
  }

  /** The browser's work. Where it cannot be done, the reader gets something to answer instead. */
  async #start({ challenge, kinds }) {
    try {
      const { solve } = await import("./pow.js");
      return await solve(challenge);
    } catch {
      this.#kind = kinds.find((kind) => kind !== "pow") ?? "";
      if (this.#kind) await this.renew();
      return "";
    }
  }

  /** Somebody who is writing gets a fresh one now; a page left open does not ask for one every half hour. */
  #expired() {
    if (document.visibilityState === "visible" && this.element.getRootNode().activeElement) this.ensure();
  }

  #fail(why) {
    this.#token = "";
    this.#work = null;
    this.element.hidden = false;
    this.#view.say(why, this.#with.said.retry);
    this.#with.announce(why);
  }

  async #another() {
    await this.renew();
    if (this.#token) this.#view.lead();
  }

  async #choose(kind) {
    this.#kind = kind;
    await this.#fetching; // of the kind before
    await this.#another();
  }
}
