/** The captcha of a form: a picture, "another picture", and a field for the answer. */

import { h, setAttribute, show } from "./dom.js";
import { wait } from "./faults.js";

const MARGIN = 15_000; // renewed a little before it expires: an answer on its way must still be good

/**
 * Fetches a challenge when it is first asked for, and renews it once it has expired and somebody is writing.
 *
 * The picture is drawn on a canvas, since a page's policy may forbid images from `data:` addresses.
 */
export class Captcha {
  #client;
  #said;
  #locale;
  #announce;
  #token = "";
  #expires = 0;
  #timer = 0;
  #fetching = null;

  constructor({ client, said, locale, announce }) {
    this.#client = client;
    this.#said = said;
    this.#locale = locale;
    this.#announce = announce;
    this.#build();
  }

  /** What is to be sent: the token (empty while there is none) and the answer as it was typed. */
  get value() {
    return { token: this.#token, answer: this.input.value.trim() };
  }

  /** Sees to it that there is a challenge that can still be answered. */
  async ensure() {
    this.element.hidden = false;
    if (this.#token && Date.now() < this.#expires) return;
    const renewed = this.#token !== "";
    await this.renew();
    if (renewed && this.#token) this.#announce(this.#said.captchaRenewed);
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
      this.#fail(this.#said.captchaFailed);
    }
  }

  /** Leads the reader to the answer, or, where no picture could be had, to trying again. */
  focus() {
    this.element.hidden = false;
    show(this.#token ? this.input : this.other);
  }

  /** Forgets the challenge, for it is spent. The next one is fetched when the reader writes again. */
  forget() {
    this.stop();
    this.#token = "";
    this.input.value = "";
    this.complain("");
    this.element.hidden = true;
  }

  /** Stops the clock; the element is leaving the page. */
  stop() {
    clearTimeout(this.#timer);
  }

  /** Says what is wrong with the answer; an empty text takes it back. */
  complain(detail) {
    this.fault.textContent = detail;
    this.fault.hidden = detail === "";
    setAttribute(this.input, "aria-invalid", detail !== "" && "true");
  }

  async #fetch() {
    this.#token = "";
    this.#say(this.#said.captchaLoading);
    try {
      await this.#take(await this.#client.captcha());
    } catch (error) {
      const later = error.name === "Failure" ? wait(error, this.#locale) : "";
      this.#fail(`${this.#said.captchaFailed} ${later}`.trim());
    }
  }

  async #take({ token, image, length, expires_in: seconds }) {
    await this.#draw(image);
    this.stop();
    this.#token = token;
    const good = Math.max(MARGIN, seconds * 1000 - MARGIN);
    this.#expires = Date.now() + good;
    this.#timer = setTimeout(() => this.#expired(), good);
    this.input.value = "";
    this.input.maxLength = length * 3; // room for spaces between the digits
    this.other.textContent = this.#said.captchaOther;
    this.#say("");
  }

  /** Somebody who is writing gets a fresh picture now; a page left open does not ask for one every half hour. */
  #expired() {
    if (document.visibilityState === "visible" && this.element.getRootNode().activeElement) this.ensure();
  }

  #fail(why) {
    this.#token = "";
    this.#say(why);
    this.other.textContent = this.#said.retry;
    this.#announce(why);
  }

  async #draw(address) {
    const bytes = Uint8Array.from(atob(address.slice(address.indexOf(",") + 1)), (char) => char.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes]));
    this.canvas.width = bitmap.width;
    this.canvas.height = bitmap.height;
    this.canvas.getContext("2d").drawImage(bitmap, 0, 0);
  }

  #say(text) {
    this.state.textContent = text;
    this.canvas.hidden = text !== "";
  }

  async #another() {
    await this.renew();
    if (this.#token) this.input.focus();
  }

  #build() {
    const said = this.#said;
    this.canvas = h("canvas", { role: "img", "aria-label": said.captchaPicture, part: "captcha", hidden: true });
    this.state = h("span", { class: "captcha-state" });
    this.other = h(
      "button",
      { type: "button", class: "quiet", part: "button", on: { click: () => this.#another() } },
      said.captchaOther,
    );
    this.fault = h("p", { class: "fault", id: "captcha-fault", hidden: true });
    this.input = h("input", {
      id: "captcha",
      class: "answer",
      part: "input",
      dir: "ltr",
      inputmode: "numeric",
      autocomplete: "off",
      spellcheck: "false",
      "aria-required": "true",
      "aria-describedby": "captcha-fault",
      on: { input: () => this.complain("") },
    });
    this.element = h(
      "div",
      { class: "captcha", hidden: true },
      h("div", { class: "picture" }, this.canvas, this.state, this.other),
      h("div", { class: "field" }, h("label", { for: "captcha" }, said.captcha), this.input, this.fault),
    );
  }
}
