import assert from "node:assert/strict";
import { test } from "node:test";

import { count, digits, duration, fill, loadStrings, pieces, readLocale, strings } from "../../service/web/embed/strings.js";

await loadStrings("en");

const places = (text) => [...text.matchAll(/\{(\w+)\}/g)].map(([place]) => place).sort();

function sameShape(fa, en, path = "") {
  for (const [name, value] of Object.entries(fa)) {
    const other = en[name];
    if (typeof value === "string") {
      assert.equal(typeof other, "string", `${path}${name} is missing in English`);
      assert.deepEqual(places(other), places(value), `${path}${name} has other places`);
    } else sameShape(value, other, `${path}${name}.`);
  }
}

test("both catalogues say the same things", () => {
  sameShape(strings("fa"), strings("en"));
});

test("the rules of the house are printed word for word", () => {
  assert.deepEqual(strings("fa").rules, [
    "نظرات حاوی توهین و هرگونه نسبت ناروا به اشخاص حقیقی و حقوقی منتشر نمی‌شود.",
    "نظراتی که غیر از زبان فارسی یا غیر مرتبط با خبر باشد منتشر نمی‌شود.",
  ]);
});

test("no Persian sentence carries Latin digits or Arabic letters", () => {
  const all = JSON.stringify(strings("fa"));

  assert.doesNotMatch(all.replaceAll(/\{\w+\}/g, ""), /[0-9يك٠-٩]/);
});

test("numbers get the digits of the locale", () => {
  assert.equal(digits(1402, "fa"), "۱۴۰۲");
  assert.equal(digits(1402, "en"), "1402");
  assert.equal(count(12, "fa"), "۱۲ نظر");
  assert.equal(count(1, "en"), "1 comment");
});

test("a template is filled once: what is filled in is not read as a template", () => {
  assert.equal(fill(strings("fa").replyLabel, { name: "{name}" }, "fa"), "پاسخ به نظر {name}");
});

test("a template comes apart for callers that put elements in", () => {
  assert.deepEqual(pieces("نظر «{name}» هستید"), ["نظر «", "name", "» هستید"]);
});

test("a wait is told in what a person would say", () => {
  assert.equal(duration(45, "fa"), "۴۵ ثانیهٔ");
  assert.equal(duration(61, "fa"), "۲ دقیقهٔ");
  assert.equal(duration(3601, "fa"), "۲ ساعت");
});

test("an unknown or missing locale is Persian", () => {
  assert.deepEqual([null, "", "xx", "fa-IR", "en-GB", "toString"].map(readLocale), ["fa", "fa", "fa", "fa", "en", "fa"]);
});
