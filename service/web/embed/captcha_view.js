/** What a captcha looks like: a picture, a voice or a question, the field, and the way to the other kinds. */

import { h, setAttribute } from "./dom.js";

export class CaptchaView {
  #said;
  #sound = null;
  #heard = null; // the bytes of the voice
  #loud = false;

  /** @param {{other: Function, choose: Function, typed: Function}} on what the reader does */
  constructor(said, on) {
    this.#said = said;
    this.#build(on);
  }

  /** Shows a challenge of a visible kind. */
  async show({ kind, kinds, image, audio, question, length = 16 }) {
    const { captcha, captchaOther } = this.#said;
    if (image) await this.#draw(bytes(image));
    this.#heard = audio ? bytes(audio) : null;
    this.question.textContent = question ?? "";
    this.label.textContent = captcha[kind];
    this.input.value = "";
    this.input.maxLength = length * 3; // room for spaces between the digits
    setAttribute(this.input, "inputmode", question ? "text" : "numeric");
    this.input.dir = question ? "auto" : "ltr";
    this.say("", captchaOther[kind]);
    this.canvas.hidden = !image;
    this.play.hidden = !audio;
    for (const button of this.kinds.children) {
      button.hidden = button.dataset.kind === kind || !kinds.includes(button.dataset.kind);
    }
    this.kinds.hidden = kinds.length < 2;
  }

  /** Says what is the matter instead of showing a challenge; `label` is what the button beside it does. */
  say(text, label) {
    this.other.textContent = label;
    this.wait(text);
  }

  /** Says that a challenge is on its way. */
  wait(text) {
    this.state.textContent = text;
    this.canvas.hidden = this.play.hidden = text !== "";
    if (text) this.question.textContent = "";
  }

  /** Says what is wrong with the answer; an empty text takes it back. */
  complain(detail) {
    this.fault.textContent = detail;
    this.fault.hidden = detail === "";
    setAttribute(this.input, "aria-invalid", detail !== "" && "true");
  }

  /** Leads the reader to where a challenge begins. */
  lead() {
    (this.#heard ? this.play : this.input).focus();
  }

  /** Stops the voice. */
  hush() {
    this.#sound?.stop();
  }

  async #listen() {
    if (this.#loud) {
      this.hush();
      return;
    }
    const { Sound } = await import("./sound.js");
    this.#sound ??= new Sound();
    await this.#sound.play(this.#heard, () => this.#playing(false));
    this.#playing(true);
  }

  #playing(loud) {
    this.#loud = loud;
    this.play.textContent = loud ? this.#said.captchaStop : this.#said.captchaPlay;
  }

  /** On a canvas, since a page's policy may forbid images from `data:` addresses. */
  async #draw(png) {
    const bitmap = await createImageBitmap(new Blob([png]));
    this.canvas.width = bitmap.width;
    this.canvas.height = bitmap.height;
    this.canvas.getContext("2d").drawImage(bitmap, 0, 0);
  }

  #build({ other, choose, typed }) {
    const said = this.#said;
    const button = (text, click, more) =>
      h("button", { type: "button", class: "quiet", part: "button", on: { click }, ...more }, text);
    this.canvas = h("canvas", { role: "img", "aria-label": said.captchaPicture, part: "captcha", hidden: true });
    this.play = button(said.captchaPlay, () => this.#listen(), { class: "play", hidden: true });
    this.question = h("p", { class: "question", id: "question", lang: "fa", dir: "rtl" });
    this.state = h("span", { class: "captcha-state" });
    this.other = button(said.captchaOther.image, other);
    this.fault = h("p", { class: "fault", id: "captcha-fault", hidden: true });
    this.label = h("label", { for: "captcha" }, said.captcha.image);
    this.input = h("input", {
      id: "captcha",
      class: "answer",
      part: "input",
      autocomplete: "off",
      spellcheck: "false",
      "aria-required": "true",
      "aria-describedby": "question captcha-fault",
      on: { input: typed },
    });
    this.kinds = h(
      "div",
      { class: "kinds", role: "group", "aria-label": said.captchaKinds },
      Object.entries(said.captchaKind).map(([kind, text]) => button(text, () => choose(kind), { "data-kind": kind })),
    );
    this.element = h(
      "div",
      { class: "captcha", hidden: true },
      h("div", { class: "picture" }, this.canvas, this.play, this.question, this.state, this.other),
      h("div", { class: "field" }, this.label, this.input, this.fault),
      this.kinds,
    );
  }
}

function bytes(address) {
  return Uint8Array.from(atob(address.slice(address.indexOf(",") + 1)), (char) => char.charCodeAt(0));
}
