/** The form: draft, checks, sending, and what came of it. Whatever happens, the text stays in the box. */

import { Adviser } from "./adviser.js";
import { Captcha } from "./captcha.js";
import { h, setAttribute, show } from "./dom.js";
import { isAsRefused, newDraft, newKey, refusedDraft, sendable, suggestedDraft } from "./drafts.js";
import { check, explain } from "./faults.js";
import { FormView } from "./form_view.js";
import { Notice } from "./notice.js";
import { codePoints, toUtf16 } from "./text.js";

/**
 * @typedef {object} Setting
 * @property {import("./client.js").Client} client
 * @property {import("./drafts.js").Drafts} drafts
 * @property {object} said what the component says
 * @property {string} locale
 * @property {string} article
 * @property {import("./reader.js").RememberedName} names
 * @property {import("./reader.js").OwnComments} own
 * @property {boolean} advice whether advice before sending is offered
 * @property {{maxText: number, maxName: number}} limits
 * @property {(text: string) => void} announce
 * @property {() => void} onLeave the reader leaves the reply that was being written
 * @property {(answer: object, parent: string|null) => void} onAnswer the service has answered
 */
export class Form {
  #with;
  #draft = newDraft();
  #parent = null;
  #sending = false;
  #captcha;
  #notice;
  #adviser;
  #view;

  /** @param {Setting} setting */
  constructor(setting) {
    this.#with = setting;
    this.#captcha = new Captcha(setting);
    this.#notice = new Notice(setting.said);
    this.#adviser = new Adviser(setting, {
      waiting: (waiting) => this.#view.advising(waiting),
      faults: (faults) => this.#complain(faults),
      off: () => this.#view.offerNoAdvice(),
      take: (notice, suggestion) => this.#take(notice, suggestion, this.#draft.replaces),
    });
    const [notice, captcha, advice] = [this.#notice, this.#captcha, this.#adviser].map(({ element }) => element);
    this.#view = new FormView(setting, { notice, captcha, advice }, {
      typed: (event) => this.#typed(event.target.id),
      submit: (event) => this.#submitted(event),
      entered: () => this.#sending || this.#captcha.ensure(),
      leave: setting.onLeave,
      remember: () => this.#rememberName(),
      advise: () => this.#advise(),
    });
    this.element = this.#view.element;
    this.turnTo(null);
  }

  /** Whether a comment is on its way. */
  get busy() {
    return this.#sending;
  }

  /** Turns to a comment to reply to, or (null) to the article; each has a draft of its own. */
  turnTo(comment) {
    const parent = comment?.id ?? null;
    const kept = this.#with.drafts.load(parent);
    this.#parent = parent;
    const name = this.#with.names.get();
    this.#view.remember.checked = name !== null;
    this.#draft = kept ?? { ...newDraft(), name: this.#draft.name || (name ?? "") };
    this.#notice.clear();
    this.#adviser.drop();
    this.#complain([]);
    this.#view.address(comment);
    this.#view.busy(false, parent !== null);
    this.#fill();
    this.#view.restored.hidden = !kept?.text;
  }

  /** Puts the cursor into the text. */
  focus() {
    show(this.#view.text);
  }

  /** Stops all clocks; the form is leaving the page. */
  stop() {
    this.#captcha.stop();
  }

  #fill() {
    this.#view.text.value = this.#draft.text;
    this.#view.name.value = this.#draft.name;
    this.#view.restored.hidden = true;
    this.#view.typed();
  }

  #typed(field) {
    this.#draft = { ...this.#draft, text: this.#view.text.value, name: this.#view.name.value };
    if (this.#draft.text === "") this.#draft.replaces = null; // what is written next is another comment
    this.#keep();
    if (field === "name") this.#rememberName();
    this.#adviser.drop();
    this.#view.typed();
    this.#view.forgive(field);
  }

  /** The name stays in this browser while the box is ticked, and is gone as soon as it is not. */
  #rememberName() {
    if (this.#view.remember.checked) this.#with.names.keep(this.#draft.name);
    else this.#with.names.forget();
  }

  #keep() {
    if (this.#draft.text === "") this.#with.drafts.clear(this.#parent);
    else this.#with.drafts.save(this.#parent, this.#draft);
  }

  /** Puts what was suggested into the box; the button that did it then brings back what stood there. */
  #take(notice, suggestion, replaces) {
    if (this.#sending) return;
    const { said } = this.#with;
    const before = this.#draft;
    const message = replaces ? said.takenHeld : said.taken;
    this.#put(suggestedDraft(before, suggestion, replaces), message);
    notice.turn(message, said.giveBack, () => this.#giveBack(notice, before, suggestion, replaces));
  }

  #giveBack(notice, before, suggestion, replaces) {
    if (this.#sending) return;
    const { said } = this.#with;
    this.#put(before, said.givenBack);
    notice.turn("", said.takeSuggestion, () => this.#take(notice, suggestion, replaces));
  }

  #advise() {
    if (this.#sending) return;
    const faults = check(this.#draft, null, this.#with.limits, this.#with.locale);
    this.#complain(faults);
    if (faults.length > 0) this.#mend(faults);
    else this.#adviser.ask(this.#parent, this.#draft);
  }

  /** The way to ask for another look at a refused comment. */
  async #appeal(answer) {
    const { said } = this.#with;
    try {
      const { openAppeal } = await import("./appeal.js");
      openAppeal({ h, setAttribute, explain, codePoints }, this.element, this.#with, answer, () => this.#notice.appealed(answer));
    } catch {
      this.#with.announce(said.failures.offline);
      this.#notice.add(said.failures.offline);
    }
  }

  #put(draft, message) {
    this.#draft = draft;
    this.#keep();
    this.#complain([]);
    this.#fill();
    this.#with.announce(message);
    this.focus();
  }

  async #submitted(event) {
    event.preventDefault();
    if (this.#sending) return;
    if (!this.#captcha.value.token) await this.#fetchCaptcha();
    const { limits, locale } = this.#with;
    const faults = check(this.#draft, this.#captcha.value, limits, locale);
    this.#complain(faults);
    if (faults.length > 0) this.#mend(faults);
    else this.#send();
  }

  /** Who sends a draft of yesterday at once was quicker than the captcha, which perhaps asks nothing of them. */
  async #fetchCaptcha() {
    this.#busy(true);
    await this.#captcha.ensure();
    this.#busy(false);
  }

  async #send() {
    const { client, article } = this.#with;
    this.#draft = sendable(this.#draft);
    this.#keep();
    this.#adviser.drop();
    this.#busy(true);
    try {
      const captcha = await this.#captcha.solved();
      const draft = { ...this.#draft, homepage: this.#view.trap.value };
      const answer = await client.submit(article, this.#parent, draft, captcha);
      this.#busy(false);
      this.#answered(answer);
    } catch (error) {
      this.#busy(false);
      if (error.name !== "Failure") throw error;
      await this.#failed(error);
    }
  }

  #answered(answer) {
    const sent = this.#draft;
    const parent = this.#parent;
    this.#with.own.add(answer.status_token, this.#with.article);
    if (answer.status === "rejected") this.#rejected(answer);
    else this.#accepted(answer);
    this.#with.announce(this.#notice.title);
    if (answer.status !== "published") show(this.#notice.element);
    this.#with.onAnswer(answer, { parent, text: sent.text });
  }

  #rejected(answer) {
    this.#draft = refusedDraft(this.#draft);
    this.#keep();
    this.#captcha.renew();
    this.#notice.rejected(answer, this.#draft, {
      mend: () => this.#select(answer.reasons),
      take: () => this.#take(this.#notice, answer.suggestion, null),
      appeal: () => this.#appeal(answer),
    });
  }

  #accepted(answer) {
    const sent = this.#draft;
    this.#with.drafts.clear(this.#parent);
    this.#draft = { ...newDraft(), name: sent.name };
    this.#fill();
    this.#captcha.forget();
    if (answer.status === "published") this.#notice.published(answer);
    else if (answer.status === "held") this.#held(answer, sent);
    else this.#notice.repeated(answer);
  }

  #held(answer, sent) {
    this.#notice.held(answer, sent, () => this.#take(this.#notice, answer.suggestion, answer.status_token));
  }

  async #failed(failure) {
    const { message, faults, others } = explain(failure, this.#with.locale);
    if (failure.kind === "conflict") {
      this.#draft = { ...this.#draft, key: newKey() };
      this.#keep();
    }
    if (failure.captcha) await this.#captcha.accept(failure.captcha);
    else if (failure.kind === "captcha-failed") await this.#captcha.renew();
    this.#notice.failed(message, others);
    this.#complain(faults);
    this.#with.announce(message);
    if (faults.length > 0) this.#mend(faults);
    else show(this.#notice.element);
  }

  #complain(faults) {
    this.#view.complain(faults);
    this.#captcha.complain(faults.find(({ field }) => field === "captcha")?.detail ?? "");
  }

  /** Leads the reader to the first fault. */
  #mend(faults) {
    const first = ["text", "name"].find((name) => faults.some(({ field }) => field === name));
    if (first) show(this.#view.fields[first].input);
    else this.#captcha.focus();
  }

  /** Puts the cursor into the refused text, the first marked words selected if they are still there. */
  #select(reasons) {
    const [span] = reasons.filter((reason) => reason.field === "text").flatMap((reason) => reason.spans);
    const { text } = this.#view;
    this.focus();
    if (span && isAsRefused(this.#draft)) text.setSelectionRange(...toUtf16(span, text.value));
  }

  #busy(sending) {
    this.#sending = sending;
    this.#view.busy(sending, this.#parent !== null);
    this.#captcha.input.readOnly = sending;
  }
}
