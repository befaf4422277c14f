/** Everything the component says, in Persian and English. `{name}` is a place to be filled. No DOM here. */

const FA = {
  dir: "rtl",
  heading: "نظر خوانندگان",
  count: "{n} نظر",
  none: "هنوز نظری منتشر نشده است",
  invitation: "نخستین نظر را شما بنویسید.",
  loading: "در حال دریافت نظرها…",
  order: "ترتیب نمایش",
  newest: "تازه‌ترین",
  oldest: "قدیمی‌ترین",
  more: "نظرهای بیشتر",
  moreReplies: "{n} پاسخ دیگر",
  arrived: "{n} نظر دیگر نمایش داده شد.",
  retry: "تلاش دوباره",
  threadFailed: "نظرها دریافت نشد.",
  unknownArticle: "این خبر هنوز در سامانهٔ نظرها ثبت نشده است.",
  closed: "ثبت نظر برای این خبر بسته است.",
  anonymous: "ناشناس",
  inReplyTo: "در پاسخ به {name}",
  reply: "پاسخ",
  replyLabel: "پاسخ به نظر {name}",
  removed: "این نظر برداشته شده است",
  withdrawn: "نویسنده این نظر را پس گرفته است",
  held: "این نظر در حال بررسی دوباره است",

  form: "نظر شما",
  write: "نوشتن نظر تازه",
  replying: "شما در حال پاسخ به نظر «{name}» هستید",
  cancelReply: "انصراف از پاسخ",
  rules: [
    "نظرات حاوی توهین و هرگونه نسبت ناروا به اشخاص حقیقی و حقوقی منتشر نمی‌شود.",
    "نظراتی که غیر از زبان فارسی یا غیر مرتبط با خبر باشد منتشر نمی‌شود.",
  ],
  name: "نام",
  optional: "اختیاری",
  text: "متن نظر",
  placeholder: "نظرتان دربارهٔ این خبر چیست؟",
  counter: "{used} از {max} نویسه",
  captcha: "عددی را که در تصویر می‌بینید بنویسید",
  captchaPicture: "تصویری با چند رقم",
  captchaOther: "تصویر دیگر",
  captchaLoading: "در حال دریافت تصویر…",
  captchaFailed: "تصویر دریافت نشد.",
  captchaRenewed: "زمان تصویر پیشین گذشته بود؛ تصویر تازه‌ای آمد.",
  send: "ارسال نظر",
  sendReply: "ارسال پاسخ",
  sending: "در حال ارسال…",
  restored: "پیش‌نویس نیمه‌کارهٔ شما بازگردانده شد.",

  publishedTitle: "نظر شما منتشر شد",
  publishedText: "از همراهی شما سپاسگزاریم.",
  heldTitle: "نظر شما رسید و در انتظار بررسی است",
  heldText: "ناظر آن را می‌خواند و اگر با قواعد سازگار باشد منتشر می‌شود.",
  heldLink: "پیگیری وضعیت نظر",
  heldLinkText: "این پیوند تنها نزد شماست؛ نگهش دارید.",
  rejectedTitle: "نظر شما منتشر نشد",
  rejectedText: "متن شما در کادر زیر مانده است؛ آن را اصلاح کنید و دوباره بفرستید.",
  markedHeld: "بخش‌هایی که ناظر بررسی می‌کند",
  markedRejected: "بخش‌هایی که باید اصلاح شود",
  markedName: "نامی که نوشته‌اید",
  mend: "اصلاح متن",
  repeated: "این نظر پیش‌تر رسیده بود؛ پاسخ همان است.",
  suggestion: "شاید منظورتان این بود:",
  takeSuggestion: "جایگزین کن",
  taken: "متن فارسی در کادر گذاشته شد؛ آن را بخوانید و بفرستید.",
  takenHeld: "متن فارسی در کادر گذاشته شد. وقتی آن را بفرستید، نظر پیشین که در انتظار بررسی است پس گرفته می‌شود.",
  giveBack: "بازگرداندن متن پیشین",
  givenBack: "متن پیشین به کادر بازگشت.",

  failedTitle: "نظر شما فرستاده نشد",
  kept: "متن شما در کادر مانده است.",
  emptyText: "متن نظر را بنویسید.",
  longText: "متن نظر {over} نویسه بلندتر از اندازه است؛ کوتاه‌ترش کنید.",
  longName: "نام بلندتر از {max} نویسه است؛ کوتاه‌ترش کنید.",
  emptyCaptcha: "عدد تصویر را بنویسید.",
  wrongCaptcha: "عدد تصویر تازه را بنویسید.",
  missingCaptcha: "تصویر هنوز نرسیده است؛ کمی صبر کنید یا دوباره بخواهیدش.",
  failures: {
    "captcha-failed": "عدد تصویر درست نبود یا زمان آن گذشته بود. تصویر تازه‌ای آمده است.",
    "invalid-input": "بخشی از آنچه نوشته‌اید پذیرفته نشد؛ موردهای زیر را اصلاح کنید.",
    conflict: "نسخهٔ پیشین همین نظر پیش‌تر به ما رسیده است. اگر متن تازه را هم می‌خواهید بفرستید، دوباره «ارسال» را بزنید.",
    "article-closed": "ثبت نظر برای این خبر بسته شده است. می‌توانید متن خود را رونوشت کنید.",
    "not-found": "این خبر یا نظری که به آن پاسخ می‌دهید دیگر در دسترس نیست. می‌توانید متن خود را رونوشت کنید.",
    "too-many-requests": "در زمان کوتاهی بیش از اندازه نظر فرستاده شده است؛ کمی صبر کنید.",
    "too-large": "متن نظر بیش از اندازه بلند است؛ کوتاه‌ترش کنید.",
    offline: "ارتباط با سامانه برقرار نشد. اتصال اینترنت را بررسی کنید و دوباره بفرستید.",
    slow: "پاسخی از سامانه نرسید. دوباره بفرستید؛ نظر شما دو بار ثبت نمی‌شود.",
    service: "سامانهٔ نظرها دچار مشکل شده است. چند دقیقهٔ دیگر دوباره بفرستید.",
  },
  wait: "{time} دیگر دوباره تلاش کنید.",
  seconds: "{n} ثانیهٔ",
  minutes: "{n} دقیقهٔ",
  hours: "{n} ساعت",
};

const EN = {
  dir: "ltr",
  heading: "Readers’ comments",
  count: "{n} comments",
  countOne: "1 comment",
  none: "No comments yet",
  invitation: "Be the first to write one.",
  loading: "Loading comments…",
  order: "Order",
  newest: "Newest",
  oldest: "Oldest",
  more: "More comments",
  moreReplies: "{n} more replies",
  arrived: "{n} more comments shown.",
  retry: "Try again",
  threadFailed: "The comments could not be loaded.",
  unknownArticle: "This article is not registered for comments yet.",
  closed: "Comments on this article are closed.",
  anonymous: "Anonymous",
  inReplyTo: "in reply to {name}",
  reply: "Reply",
  replyLabel: "Reply to {name}",
  removed: "This comment has been removed",
  withdrawn: "The author has withdrawn this comment",
  held: "This comment is being reviewed again",

  form: "Your comment",
  write: "Write a new comment",
  replying: "You are replying to “{name}”",
  cancelReply: "Cancel reply",
  rules: [
    "Comments that insult, or wrongly accuse, persons or organisations are not published.",
    "Comments in a language other than Persian, or unrelated to the article, are not published.",
  ],
  name: "Name",
  optional: "optional",
  text: "Comment",
  placeholder: "What do you think of this article?",
  counter: "{used} of {max} characters",
  captcha: "Type the number in the picture",
  captchaPicture: "A picture of some digits",
  captchaOther: "Another picture",
  captchaLoading: "Loading the picture…",
  captchaFailed: "The picture could not be loaded.",
  captchaRenewed: "The picture had expired; here is a fresh one.",
  send: "Send comment",
  sendReply: "Send reply",
  sending: "Sending…",
  restored: "Your unfinished draft has been restored.",

  publishedTitle: "Your comment is published",
  publishedText: "Thank you for taking part.",
  heldTitle: "Your comment has arrived and awaits review",
  heldText: "A moderator will read it and publish it if it keeps to the rules.",
  heldLink: "Follow your comment",
  heldLinkText: "Only you have this link; keep it.",
  rejectedTitle: "Your comment was not published",
  rejectedText: "Your text is still in the box below; please mend it and send it again.",
  markedHeld: "What a moderator will look at",
  markedRejected: "What should be mended",
  markedName: "The name you gave",
  mend: "Mend the text",
  repeated: "This comment had arrived before; the answer is the same.",
  suggestion: "Perhaps you meant:",
  takeSuggestion: "Use this instead",
  taken: "The Persian text is in the box; please read it and send it.",
  takenHeld: "The Persian text is in the box. When you send it, your earlier comment, which still waits, is withdrawn.",
  giveBack: "Bring back my text",
  givenBack: "Your earlier text is back in the box.",

  failedTitle: "Your comment was not sent",
  kept: "Your text is still in the box.",
  emptyText: "Please write a comment.",
  longText: "The comment is {over} characters too long; please shorten it.",
  longName: "The name is longer than {max} characters; please shorten it.",
  emptyCaptcha: "Please type the number in the picture.",
  wrongCaptcha: "Please type the number in the new picture.",
  missingCaptcha: "The picture has not arrived yet; please wait a little or ask for it again.",
  failures: {
    "captcha-failed": "The number was wrong or its time was over. There is a new picture.",
    "invalid-input": "Something was not accepted; please mend what is named below.",
    conflict: "An earlier version of this comment has already arrived. To send this one as well, press “Send” again.",
    "article-closed": "Comments on this article have been closed. You can copy your text.",
    "not-found": "The article, or the comment you reply to, is no longer there. You can copy your text.",
    "too-many-requests": "Too many comments came in a short time; please wait a little.",
    "too-large": "The comment is too long; please shorten it.",
    offline: "The service could not be reached. Check your connection and send again.",
    slow: "The service did not answer. Send again; your comment is not stored twice.",
    service: "The service has a problem. Please send again in a few minutes.",
  },
  wait: "Please try again in {time}.",
  seconds: "{n} seconds",
  minutes: "{n} minutes",
  hours: "{n} hours",
};

const CATALOGUES = { fa: FA, en: EN };

/** The locale that an attribute asks for: Persian unless it is one that we speak. */
export function readLocale(attribute) {
  const language = (attribute ?? "").slice(0, 2).toLowerCase();
  return Object.hasOwn(CATALOGUES, language) ? language : "fa";
}

/** What the component says in a locale. */
export function strings(locale) {
  return CATALOGUES[locale];
}

/** A number in the digits of a locale, without separators. */
export function digits(number, locale) {
  if (locale !== "fa") return String(number);
  return String(number).replace(/[0-9]/g, (digit) => String.fromCharCode(0x06f0 + Number(digit)));
}

/** A template cut at its places: texts and `{place}` names in turn, for callers that put elements in. */
export function pieces(template) {
  return template.split(/\{(\w+)\}/);
}

/** A template with its places filled; numbers get the locale's digits. */
export function fill(template, values, locale) {
  return pieces(template)
    .map((piece, index) => {
      if (index % 2 === 0) return piece;
      const value = values[piece];
      return typeof value === "number" ? digits(value, locale) : value;
    })
    .join("");
}

/** «۱۲ نظر». */
export function count(number, locale) {
  const said = strings(locale);
  return number === 1 && said.countOne ? said.countOne : fill(said.count, { n: number }, locale);
}

/** How long to wait, rounded up to what a person would say. */
export function duration(seconds, locale) {
  const said = strings(locale);
  if (seconds < 60) return fill(said.seconds, { n: seconds }, locale);
  if (seconds < 3600) return fill(said.minutes, { n: Math.ceil(seconds / 60) }, locale);
  return fill(said.hours, { n: Math.ceil(seconds / 3600) }, locale);
}
