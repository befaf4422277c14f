/** Dates as readers here write them: Jalali, Tehran time, Persian digits. No DOM here. */

const ZONE = "Asia/Tehran";
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

const CALENDARS = {
  fa: { tag: "fa-IR-u-ca-persian", comma: "، " },
  en: { tag: "en-GB", comma: ", " },
};

/**
 * Makes the two ways in which a locale writes a moment.
 *
 * `absolute`: «۱۲ بهمن ۱۴۰۰، ۱۲:۱۲». `relative`: «۳ دقیقه پیش», or an empty text when it is a week ago or more,
 * for nobody counts in weeks. A clock that runs behind the service's never says "in three seconds".
 *
 * @param {"fa"|"en"} locale
 */
export function dates(locale) {
  const { tag, comma } = CALENDARS[locale];
  const format = new Intl.DateTimeFormat(tag, {
    timeZone: ZONE,
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const ago = new Intl.RelativeTimeFormat(tag, { numeric: "auto" });

  return {
    absolute(moment) {
      const part = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]));
      return `${part.day} ${part.month} ${part.year}${comma}${part.hour}:${part.minute}`;
    },
    relative(moment, now) {
      const seconds = Math.max(0, (now - moment) / 1000);
      if (seconds >= WEEK) return "";
      if (seconds >= DAY) return ago.format(-Math.floor(seconds / DAY), "day");
      if (seconds >= HOUR) return ago.format(-Math.floor(seconds / HOUR), "hour");
      if (seconds >= MINUTE) return ago.format(-Math.floor(seconds / MINUTE), "minute");
      return ago.format(0, "second");
    },
  };
}
