/** Asks in a dialog: why a comment is reported or should be published, what it is to say, whether to withdraw it. Fetched when needed. */

/** What the dialogs say in Persian; `english.js` has `dialogs` with the same keys. */
export const FA = {
  close: "انصراف",
  reportTitle: "گزارش نظر",
  reportText: "ناظر این نظر را دوباره می‌خواند. ایراد آن چیست؟",
  reasons: {
    insult: "توهین",
    accusation: "نسبت ناروا",
    language: "زبان غیرفارسی",
    relevance: "بی‌ارتباط با خبر",
    advert: "تبلیغ",
    "private-data": "اطلاعات شخصی",
    repeat: "تکراری یا بی‌معنا",
    other: "دلیل دیگر",
  },
  reasonMissing: "یکی از دلیل‌ها را برگزینید.",
  note: "توضیح برای ناظر (اختیاری)",
  reportSend: "فرستادن گزارش",
  editTitle: "ویرایش نظر",
  editText: "متن نظر",
  editName: "نام",
  editLeft: "تا {time} دیگر می‌توانید نظر را ویرایش کنید.",
  editOver: "زمان ویرایش به پایان رسیده است.",
  editSend: "ثبت ویرایش",
  withdrawTitle: "نظرتان را پس می‌گیرید؟",
  withdrawText: "نظر برای همیشه برداشته می‌شود و بازگرداندنی نیست.",
  withdrawSend: "پس می‌گیرم",
  appealTitle: "درخواست بازبینی",
  appealNote: "اگر گمان می‌کنید نظر شما نادرست رد شده است، دلیلش را بنویسید؛ ناظر نظر و دلیل شما را می‌خواند.",
  appealText: "چرا باید منتشر شود؟",
  appealEmpty: "دلیل خود را بنویسید.",
  appealSend: "فرستادن درخواست",
};

const KINDS = { report, edit, withdraw, appeal };
const SECOND = 1000;
const HOUR = 3600; // more time than that is no reason to hurry anybody

/**
 * Asks; resolves, once the dialog is closed, with whether it was sent.
 *
 * @param {"report"|"edit"|"withdraw"|"appeal"} kind
 * @param {object} tools `h`, `fill`, `time`, what is `said`, the `host` that the dialog stands in; `send(values)`, which
 *   resolves with what is wrong, in a sentence, or with an empty text; for an edit the `comment`, `until`, and
 *   `marked()`: copies of what was sent with the words marked that it speaks of
 */
export function ask(kind, tools) {
  const words = tools.said.dialogs ?? FA;
  return show(KINDS[kind]({ ...tools, words }), { ...tools, words });
}

function report({ h, words }) {
  const choices = Object.entries(words.reasons).map(([code, text]) => {
    const input = h("input", { type: "radio", name: "reason", value: code, id: `reason-${code}` });
    return h("div", { class: "choice" }, input, h("label", { for: input.id }, text));
  });
  const note = h("textarea", { id: "note", part: "input", rows: "2", maxlength: "500", dir: "auto" });
  const list = h("div", { class: "choices", role: "radiogroup", "aria-labelledby": "dialog-text" }, choices);
  return {
    title: words.reportTitle,
    content: [
      h("p", { id: "dialog-text" }, words.reportText),
      list,
      h("div", { class: "field" }, h("label", { for: "note" }, words.note), note),
    ],
    action: words.reportSend,
    read() {
      const reason = list.querySelector(":checked")?.value;
      return reason ? { reason, note: note.value.trim() } : words.reasonMissing;
    },
  };
}

function edit({ h, fill, time, words, said, comment, until }) {
  const text = h("textarea", { id: "edit-text", part: "input", rows: "6", dir: "auto" });
  const name = h("input", { id: "edit-name", part: "input", dir: "auto" });
  const left = h("p", { class: "quiet-text" });
  text.value = comment.text;
  name.value = comment.author_name;
  return {
    title: words.editTitle,
    content: [
      h("div", { class: "field" }, h("label", { for: text.id }, words.editText), text),
      h("div", { class: "field" }, h("label", { for: name.id }, words.editName), name),
      left,
    ],
    action: words.editSend,
    first: text,
    read: () => (text.value.trim() ? { text: text.value, name: name.value.trim() } : said.emptyText),
    tick() {
      const seconds = Math.ceil((until - Date.now()) / SECOND);
      left.hidden = seconds > HOUR;
      left.textContent = seconds > 0 ? fill(words.editLeft, { time: time(seconds) }) : words.editOver;
    },
  };
}

function withdraw({ h, words }) {
  return {
    title: words.withdrawTitle,
    content: [h("p", {}, words.withdrawText)],
    action: words.withdrawSend,
    read: () => ({}),
  };
}

function appeal({ h, words }) {
  const text = h("textarea", { id: "appeal-text", part: "input", rows: "4", dir: "auto", maxlength: "1000" });
  return {
    title: words.appealTitle,
    content: [
      h("p", {}, words.appealNote),
      h("div", { class: "field" }, h("label", { for: text.id }, words.appealText), text),
    ],
    action: words.appealSend,
    first: text,
    read: () => (text.value.trim() ? { text: text.value.trim() } : words.appealEmpty),
  };
}

function show({ title, content, action, first, read, tick }, { h, words, host, send, marked }) {
  const fault = h("p", { class: "fault", role: "alert", hidden: true });
  const copies = h("div", {});
  const go = h("button", { type: "submit", class: "send", part: "button submit" }, action);
  const close = h("button", { type: "button", part: "button", on: { click: () => dialog.close() } }, words.close);
  let done = false;
  let sending = false;
  const complain = (text) => {
    fault.textContent = text;
    fault.hidden = text === "";
  };
  const submit = async (event) => {
    event.preventDefault();
    if (sending) return;
    const values = read();
    if (typeof values === "string") {
      complain(values);
      return;
    }
    sending = true;
    go.setAttribute("aria-disabled", "true");
    complain(await send(values));
    copies.replaceChildren(...(marked?.() ?? []).filter(Boolean));
    sending = false;
    go.removeAttribute("aria-disabled");
    done = fault.hidden;
    if (done) dialog.close();
  };
  const form = h(
    "form",
    { novalidate: true, on: { submit } },
    h("h3", { class: "form-title", id: "dialog-title" }, title),
    content,
    fault,
    copies,
    h("div", { class: "actions" }, go, close),
  );
  const dialog = h("dialog", { class: "dialog", part: "dialog", "aria-labelledby": "dialog-title" }, form);
  const clock = tick && setInterval(tick, SECOND);
  tick?.();
  host.append(dialog);
  dialog.showModal();
  first?.focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      clearInterval(clock);
      dialog.remove();
      resolve(done);
    });
  });
}
