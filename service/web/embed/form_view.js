/** What a form looks like: its elements, and how they show a state. It decides nothing. */

import { filled, h, setAttribute } from "./dom.js";
import { fill } from "./strings.js";
import { codePoints } from "./text.js";

/**
 * @param {object} setting what the component says, its locale, the limits of the fields, and whether advice is offered
 * @param {Record<string, Element>} between elements of others: the notice above the fields, captcha and advice below
 * @param {Record<"typed"|"submit"|"entered"|"leave"|"remember"|"advise", Function>} on what the reader does
 */
export class FormView {
  #with;

  constructor({ said, locale, limits, advice: offered }, { notice, captcha, advice }, on) {
    this.#with = { said, locale, limits };
    this.#buildFields(on);
    this.#buildBanner(on);
    this.#buildActions(offered, on);
    this.#buildForm(captcha, advice, on);
    this.element = h(
      "section",
      { class: "form", part: "form" },
      this.banner,
      this.title,
      this.rules,
      notice,
      this.form,
    );
  }

  /** Says whom the reader answers; null: nobody, this is a comment of its own. */
  address(comment) {
    const { said } = this.#with;
    this.banner.hidden = comment === null;
    this.title.hidden = comment !== null;
    const name = h("bdi", {}, comment?.author_name || said.anonymous);
    this.bannerText.replaceChildren(...filled(said.replying, { name }));
    this.form.setAttribute("aria-labelledby", comment === null ? "form-title" : "banner");
  }

  /** The counter, and the direction: that of what is written; the form's own while nothing is. */
  typed() {
    const { said, locale, limits } = this.#with;
    const used = codePoints(this.text.value);
    this.counter.textContent = fill(said.counter, { used, max: limits.maxText }, locale);
    this.counter.classList.toggle("over", used > limits.maxText);
    for (const field of [this.text, this.name]) field.dir = field.value === "" ? said.dir : "auto";
  }

  /** Shows what is wrong with the text and the name, and takes back what was. */
  complain(faults) {
    for (const [name, { input, fault }] of Object.entries(this.fields)) {
      const detail = faults.filter(({ field }) => field === name).map((one) => one.detail).join(" ");
      fault.textContent = detail;
      fault.hidden = detail === "";
      setAttribute(input, "aria-invalid", detail !== "" && "true");
    }
  }

  /** Takes back what was said of one field, for the reader is mending it. */
  forgive(name) {
    const { input, fault } = this.fields[name];
    fault.textContent = "";
    fault.hidden = true;
    setAttribute(input, "aria-invalid", false);
    this.restored.hidden = true;
  }

  /** While a comment is on its way its fields rest: what was typed meanwhile would be lost. */
  busy(sending, reply) {
    const { said } = this.#with;
    this.form.setAttribute("aria-busy", String(sending));
    setAttribute(this.send, "aria-disabled", sending && "true"); // not `disabled`, which would drop the focus
    for (const field of [this.text, this.name]) field.readOnly = sending;
    if (sending) this.send.textContent = said.sending;
    else this.send.textContent = reply ? said.sendReply : said.send;
  }

  /** While advice is on its way. The fields stay free. */
  advising(waiting) {
    const { said } = this.#with;
    setAttribute(this.advise, "aria-disabled", waiting && "true");
    this.advise.textContent = waiting ? said.advising : said.advise;
  }

  /** The service gives none. */
  offerNoAdvice() {
    this.advise.hidden = true;
  }

  #buildFields({ typed }) {
    const { said } = this.#with;
    this.text = h("textarea", {
      id: "text",
      part: "input",
      rows: "5",
      placeholder: said.placeholder,
      "aria-required": "true",
      "aria-describedby": "text-fault restored counter",
      on: { input: typed },
    });
    this.name = h("input", {
      id: "name",
      part: "input",
      autocomplete: "nickname",
      "aria-describedby": "name-fault",
      on: { input: typed },
    });
    this.counter = h("span", { class: "counter", id: "counter" });
    this.restored = h("p", { class: "restored", id: "restored", hidden: true }, said.restored);
    this.fields = {
      text: { input: this.text, fault: h("p", { class: "fault", id: "text-fault", hidden: true }) },
      name: { input: this.name, fault: h("p", { class: "fault", id: "name-fault", hidden: true }) },
    };
  }

  #buildBanner({ leave }) {
    const { said } = this.#with;
    this.title = h("h3", { class: "form-title", id: "form-title", part: "form-title" }, said.form);
    this.rules = h("ul", { class: "rules", part: "rules" }, said.rules.map((rule) => h("li", {}, rule)));
    this.bannerText = h("p", { id: "banner" });
    this.banner = h(
      "div",
      { class: "banner", part: "banner", hidden: true },
      this.bannerText,
      h("button", { type: "button", class: "quiet", part: "button", on: { click: leave } }, said.cancelReply),
    );
  }

  #buildActions(offered, { remember, advise }) {
    const { said } = this.#with;
    this.send = h("button", { type: "submit", class: "send", part: "button submit" }, said.send);
    const more = { type: "button", part: "button advise", hidden: !offered, on: { click: advise } };
    this.advise = h("button", more, said.advise);
    this.remember = h("input", { id: "remember", type: "checkbox", on: { change: remember } });
  }

  #buildForm(captcha, advice, { submit, entered }) {
    const { said } = this.#with;
    this.form = h(
      "form",
      { novalidate: true, on: { submit, focusin: entered } },
      this.#field("text", said.text, this.counter),
      this.restored,
      this.#field("name", said.name, h("span", { class: "quiet-text" }, said.optional)),
      h("div", { class: "remember" }, this.remember, h("label", { for: "remember" }, said.remember)),
      this.#trap(said),
      captcha,
      h("div", { class: "actions" }, this.send, this.advise),
      advice,
    );
  }

  /** A field that nobody sees, hears or reaches by keyboard: what fills it is a program. It leads to a captcha, no more. */
  #trap({ trap }) {
    this.trap = h("input", { id: "homepage", name: "homepage", tabindex: "-1", autocomplete: "off" });
    return h("div", { class: "hidden", "aria-hidden": "true" }, h("label", { for: "homepage" }, trap), this.trap);
  }

  #field(name, label, aside) {
    const { input, fault } = this.fields[name];
    return h(
      "div",
      { class: `field ${name}` },
      h("div", { class: "label" }, h("label", { for: name }, label), aside),
      input,
      fault,
    );
  }
}
