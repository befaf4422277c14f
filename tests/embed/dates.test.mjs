import assert from "node:assert/strict";
import { test } from "node:test";

import { dates } from "../../service/web/embed/dates.js";

const fa = dates("fa");
const moment = Date.parse("2022-02-01T08:42:00Z");
const SECOND = 1000;
const HOUR = 3600 * SECOND;

test("a moment is written as agencies write it: Jalali, Persian digits, Tehran time", () => {
  assert.equal(fa.absolute(moment), "۱۲ بهمن ۱۴۰۰، ۱۲:۱۲");
});

test("midnight is 00, and the day is that of Tehran", () => {
  assert.equal(fa.absolute(Date.parse("2022-01-31T20:30:00Z")), "۱۲ بهمن ۱۴۰۰، ۰۰:۰۰");
});

test("the last day of a leap year is the thirtieth of Esfand", () => {
  assert.equal(fa.absolute(Date.parse("2025-03-20T08:30:00Z")), "۳۰ اسفند ۱۴۰۳، ۱۲:۰۰");
});

test("recent moments are told in minutes, hours and days", () => {
  assert.equal(fa.relative(moment, moment + 3 * 60 * SECOND), "۳ دقیقه پیش");
  assert.equal(fa.relative(moment, moment + 5 * HOUR), "۵ ساعت پیش");
  assert.equal(fa.relative(moment, moment + 3 * 24 * HOUR), "۳ روز پیش");
});

test("a moment that just was, or lies ahead because a clock is wrong, is now", () => {
  assert.equal(fa.relative(moment, moment + 5 * SECOND), fa.relative(moment, moment - HOUR));
});

test("from a week on the date alone is shown", () => {
  assert.equal(fa.relative(moment, moment + 7 * 24 * HOUR), "");
});

test("in English a moment is Gregorian, and still Tehran's", () => {
  assert.equal(dates("en").absolute(moment), "1 February 2022, 12:12");
});
