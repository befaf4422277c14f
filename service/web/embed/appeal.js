/** A dialog in which a refused comment's author asks for another look. Fetched by the first who does; handed its tools. */

const MOST = 1000; // code points

/**
 * Opens the dialog inside of `home`, where the styles reach it; it goes by itself when it is closed.
 *
 * @param {{h: Function, setAttribute: Function, explain: Function, codePoints: Function}} tools of dom, faults and text
 * @param {Element} home
 * @param {{client: object, said: object, locale: string}} setting
 * @param {{status_token: string, status_url: string}} refused what the service said of the comment
 * @param {() => void} arrived the appeal has been taken
 */
export function openAppeal(tools, home, setting, refused, arrived) {
  const { h } = tools;
  const { said } = setting;
  const dialog = h("dialog", { class: "dialog", part: "dialog", "aria-labelledby": "appeal-title", dir: said.dir });
  const close = () => dialog.close();
  dialog.addEventListener("close", () => dialog.remove());
  const form = build(tools, said, close);
  dialog.append(h("h3", { id: "appeal-title", tabindex: "-1" }, said.appealTitle), form.element);
  form.element.addEventListener("submit", (event) => {
    event.preventDefault();
    send(tools, form, setting, refused.status_token, () => {
      thank(tools, dialog, setting, refused.status_url, close);
      arrived();
    });
  });
  home.append(dialog);
  dialog.showModal();
  form.text.focus();
}

function build({ h }, said, close) {
  // Alerts by itself: the component's own voice is out of reach behind a dialog.
  const fault = h("p", { class: "fault", id: "appeal-fault", role: "alert" });
  const text = h("textarea", {
    id: "appeal-text",
    part: "input",
    rows: "4",
    "aria-required": "true",
    "aria-describedby": "appeal-note appeal-fault",
  });
  const button = h("button", { type: "submit", class: "send", part: "button submit-appeal" }, said.appealSend);
  const element = h(
    "form",
    { novalidate: true },
    h("p", { id: "appeal-note" }, said.appealNote),
    h("div", { class: "field" }, h("label", { for: "appeal-text" }, said.appealText), text, fault),
    h(
      "div",
      { class: "actions" },
      button,
      h("button", { type: "button", class: "quiet", part: "button", on: { click: close } }, said.appealCancel),
    ),
  );
  return { element, text, fault, button, busy: false };
}

async function send(tools, form, setting, token, arrived) {
  const { client, said, locale } = setting;
  const text = form.text.value.trim();
  if (form.busy) return;
  if (text === "" || tools.codePoints(text) > MOST) {
    complain(form, text === "" ? said.appealEmpty : said.appealLong);
    return;
  }
  busy(tools, form, said, true);
  try {
    await client.appeal(token, text);
    arrived();
  } catch (error) {
    if (error.name !== "Failure") throw error;
    const { message, others } = tools.explain(error, locale);
    const own = said.appealFailures[error.kind];
    const named = error.faults.map(({ detail }) => detail);
    busy(tools, form, said, false);
    complain(form, [own ?? message, ...(own ? [] : [...others, ...named])].join(" "));
  }
}

function busy({ setAttribute }, form, said, sending) {
  form.busy = sending;
  form.text.readOnly = sending;
  form.element.setAttribute("aria-busy", String(sending));
  setAttribute(form.button, "aria-disabled", sending && "true");
  form.button.textContent = sending ? said.sending : said.appealSend;
}

function complain(form, detail) {
  form.fault.textContent = detail;
  form.text.setAttribute("aria-invalid", "true");
  form.text.focus();
}

function thank({ h }, dialog, { said }, address, close) {
  const title = h("h3", { id: "appeal-title", tabindex: "-1" }, said.appealThanks);
  const link = { href: address, target: "_blank", rel: "noopener noreferrer", part: "link" };
  dialog.replaceChildren(
    title,
    h("p", {}, said.appealNext),
    h("p", {}, h("a", link, said.heldLink), " ", h("span", { class: "quiet-text" }, said.heldLinkText)),
    h("div", { class: "actions" }, h("button", { type: "button", class: "send", part: "button", on: { click: close } }, said.close)),
  );
  title.focus();
}
