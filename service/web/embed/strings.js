/** Everything the component says, in Persian; `english.js` says it in English. `{name}` is a place to be filled. No DOM here. */

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
  liked: "محبوب‌ترین",
  discussed: "پربحث‌ترین",
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

  marks: { pinned: "سنجاق‌شده", picked: "برگزیدهٔ تحریریه", newsroom: "پاسخ تحریریه" },
  edited: "ویرایش‌شده",
  whole: "ادامهٔ نظر",
  like: "موافقم",
  dislike: "مخالفم",
  voteLabel: "{vote} {n}، نظر {name}",
  voted: "رأی شما ثبت شد: {likes} موافق، {dislikes} مخالف.",
  voteTaken: "رأی شما پس گرفته شد: {likes} موافق، {dislikes} مخالف.",
  copyLink: "رونوشت پیوند",
  copyLabel: "رونوشت پیوند نظر {name}",
  copied: "پیوند این نظر رونوشت شد.",
  linkShown: "پیوند این نظر در نشانی همین صفحه است.",
  linkGone: "نظری که پیوندش را باز کرده‌اید دیگر در دسترس نیست.",
  report: "گزارش",
  reportLabel: "گزارش نظر {name}",
  reported: "گزارش شما به ناظر رسید؛ سپاسگزاریم.",
  waiting: "این نظر در انتظار بررسی است",
  waitingText: "تا آن زمان تنها شما آن را می‌بینید.",
  refused: "این نظر منتشر نشد",
  edit: "ویرایش",
  editTime: "ویرایش (تا {time} دیگر)",
  editDone: "نظر شما ویرایش شد.",
  editHeld: "ویرایش شما رسید و در انتظار بررسی است.",
  withdraw: "پس گرفتن نظر",
  withdrawDone: "نظر شما پس گرفته شد.",
  nowPublished: "نظر شما منتشر شد.",
  notDone: "این کار انجام نشد.",
  newOnes: "{n} نظر تازه",

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
  captcha: {
    image: "عددی را که در تصویر می‌بینید بنویسید",
    audio: "عددی را که می‌شنوید بنویسید",
    question: "پاسخ را با رقم یا حروف بنویسید",
  },
  captchaKind: { image: "دیدن تصویر", audio: "شنیدن عدد", question: "پرسش نوشتاری" },
  captchaOther: { image: "تصویر دیگر", audio: "صدای دیگر", question: "پرسش دیگر" },
  captchaKinds: "گونه‌های دیگر پرسش امنیتی",
  captchaPicture: "تصویری با چند رقم",
  captchaPlay: "پخش صدا",
  captchaStop: "توقف صدا",
  captchaLoading: "در حال دریافت پرسش امنیتی…",
  captchaFailed: "پرسش امنیتی دریافت نشد.",
  captchaRenewed: "زمان پرسش پیشین گذشته بود؛ پرسش تازه‌ای آمد.",
  trap: "این خانه را خالی بگذارید",
  send: "ارسال نظر",
  sendReply: "ارسال پاسخ",
  sending: "در حال ارسال…",
  restored: "پیش‌نویس نیمه‌کارهٔ شما بازگردانده شد.",

  remember: "نام مرا برای دفعهٔ بعد نگه دار",
  advise: "سنجش پیش از ارسال",
  advising: "در حال سنجش…",
  advised: {
    publish: "به نظر می‌رسد نظر شما با قواعد سازگار است",
    hold: "این نظر را پیش از انتشار، ناظر می‌خواند",
    reject: "این نظر به این صورت منتشر نمی‌شود",
  },
  advisedText: "هنوز چیزی فرستاده نشده است؛ این تنها پیش‌بینی است و می‌توانید همین حالا بفرستید یا متن را اصلاح کنید.",
  adviceNone: "سنجش انجام نشد",
  adviceOff: "سنجش پیش از ارسال در این سایت برقرار نیست",
  adviceFailed: "سنجش اکنون ممکن نیست. متن شما در کادر است و می‌توانید همین حالا بفرستیدش.",
  adviceOffline: "ارتباط با سامانه برقرار نشد. متن شما در کادر مانده است؛ اتصال اینترنت را بررسی کنید.",

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

  appeal: "درخواست بازبینی",
  appealTitle: "درخواست بازبینی",
  appealNote: "اگر گمان می‌کنید نظر شما نادرست رد شده است، دلیلش را بنویسید؛ ناظر نظر و دلیل شما را می‌خواند.",
  appealText: "چرا باید منتشر شود؟",
  appealSend: "فرستادن درخواست",
  appealCancel: "انصراف",
  appealEmpty: "دلیل خود را بنویسید.",
  appealLong: "دلیل شما بلندتر از ۱۰۰۰ نویسه است؛ کوتاه‌ترش کنید.",
  appealThanks: "درخواست شما رسید؛ سپاسگزاریم",
  appealNext: "ناظر نظر شما را دوباره می‌خواند. نتیجه را در صفحهٔ پیگیری می‌بینید.",
  appealFailures: {
    conflict: "برای این نظر پیش‌تر درخواست بازبینی داده‌اید، یا وضعیت آن دگرگون شده است؛ نتیجه در صفحهٔ پیگیری است.",
    "not-found": "این نظر دیگر در دسترس نیست.",
    "too-many-requests": "در زمان کوتاهی درخواست‌های زیادی فرستاده شده است؛ کمی صبر کنید.",
  },
  close: "بستن",

  failedTitle: "نظر شما فرستاده نشد",
  kept: "متن شما در کادر مانده است.",
  emptyText: "متن نظر را بنویسید.",
  longText: "متن نظر {over} نویسه بلندتر از اندازه است؛ کوتاه‌ترش کنید.",
  longName: "نام بلندتر از {max} نویسه است؛ کوتاه‌ترش کنید.",
  emptyCaptcha: "پاسخ پرسش امنیتی را بنویسید.",
  wrongCaptcha: "به پرسش امنیتی تازه پاسخ دهید.",
  missingCaptcha: "پرسش امنیتی هنوز نرسیده است؛ کمی صبر کنید یا دوباره بخواهیدش.",
  failures: {
    "captcha-failed": "پاسخ پرسش امنیتی درست نبود یا زمان آن گذشته بود. پرسش تازه‌ای آمده است.",
    "invalid-input": "بخشی از آنچه نوشته‌اید پذیرفته نشد؛ موردهای زیر را اصلاح کنید.",
    conflict: "نسخهٔ پیشین همین نظر پیش‌تر به ما رسیده است. اگر متن تازه را هم می‌خواهید بفرستید، دوباره «ارسال» را بزنید.",
    suspended: "فعلاً نمی‌توانید در این سایت نظر بنویسید. متن شما همین‌جا می‌ماند.",
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

const LOCALES = ["fa", "en"];
const CATALOGUES = { fa: FA };

/** Fetches what a locale says, where that is not Persian; resolves, too, when it cannot be had: then it is said in Persian. */
export async function loadStrings(locale) {
  if (CATALOGUES[locale]) return;
  try {
    CATALOGUES[locale] = (await import("./english.js")).EN;
  } catch {
    // Persian it is.
  }
}

/** The locale that an attribute asks for: Persian unless it is one that we speak. */
export function readLocale(attribute) {
  const language = (attribute ?? "").slice(0, 2).toLowerCase();
  return LOCALES.includes(language) ? language : "fa";
}

/** What the component says in a locale, once that is loaded. */
export function strings(locale) {
  return CATALOGUES[locale] ?? FA;
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
