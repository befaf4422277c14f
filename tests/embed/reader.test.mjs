import assert from "node:assert/strict";
import { test } from "node:test";

import { introduce } from "../../service/web/embed/discover.js";
import { check, sentence } from "../../service/web/embed/faults.js";
import { Failure } from "../../service/web/embed/client.js";
import { RememberedName } from "../../service/web/embed/reader.js";

const SCOPE = "https://x/:pk_1";

function storage() {
  const kept = new Map();
  return {
    kept,
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => kept.set(name, value),
    removeItem: (name) => kept.delete(name),
  };
}

const forbidden = {
  getItem() {
    throw new Error("denied");
  },
};

test("a name is kept for the whole site, and nothing is left of it when it is forgotten", () => {
  const page = storage();
  const here = new RememberedName(SCOPE, page);
  assert.equal(here.get(), null);
  here.keep("مینا");

  assert.equal(new RememberedName(SCOPE, page).get(), "مینا");
  assert.equal(new RememberedName("https://x/:pk_2", page).get(), null);
  here.keep(null);
  assert.equal(here.get(), null);
  assert.equal(page.kept.size, 0);
});

test("where nothing may be kept, a name lives as long as the page", () => {
  for (const nothing of [null, forbidden]) {
    const name = new RememberedName(SCOPE, nothing);
    name.keep("مینا");
    assert.equal(name.get(), "مینا");
    name.keep(null);
    assert.equal(name.get(), null);
  }
});

test("what is not ours in the storage is no name", () => {
  const page = storage();
  for (const value of ["{", '{"a":1}', "7"]) {
    page.setItem(`nazer:name:${SCOPE}`, value);
    assert.equal(new RememberedName(SCOPE, page).get(), null);
  }
});

test("an article that was read is asked for again", async () => {
  assert.equal(await introduce(async () => ({ created: true })), true);
});

test("an article that another browser has just asked for is waited for, if not for long", async () => {
  const slept = [];
  const busy = (wait) => () => Promise.reject(new Failure("too-many-requests", { wait }));
  const sleep = async (seconds) => slept.push(seconds);

  assert.equal(await introduce(busy(6), sleep), true);
  assert.equal(await introduce(busy(600), sleep), false);
  assert.equal(await introduce(busy(null), sleep), false);
  assert.deepEqual(slept, [6]);
});

test("an article that could not be read is left alone, and a fault of ours is not hidden", async () => {
  assert.equal(await introduce(() => Promise.reject(new Failure("article-unreadable"))), false);
  await assert.rejects(introduce(() => Promise.reject(new TypeError("ours"))), TypeError);
});

test("a draft for advice is checked without a captcha", () => {
  const limits = { maxText: 5, maxName: 5 };

  assert.deepEqual(check({ text: "سلام", name: "" }, null, limits, "fa"), []);
  assert.deepEqual(
    check({ text: " ", name: "نامی دراز" }, null, limits, "fa").map(({ field }) => field),
    ["name", "text"],
  );
});

test("what else came of it is one sentence: the service's own where it is about this, ours where it is not", () => {
  const conflict = new Failure("conflict", { detail: "پیش‌تر یک بار درخواست کرده‌اید." });
  assert.equal(sentence(conflict, "fa"), "پیش‌تر یک بار درخواست کرده‌اید.");
  assert.equal(sentence(new Failure("offline"), "fa"), "این کار انجام نشد.");
  const faulty = new Failure("invalid-input", { detail: "ایراد", faults: [{ pointer: "/text", detail: "بلند است." }] });
  assert.equal(sentence(faulty, "fa"), "بلند است.");
  assert.match(sentence(new Failure("too-many-requests", { wait: 45 }), "fa"), /۴۵ ثانیهٔ/);
  assert.throws(() => sentence(new TypeError("ours"), "fa"), TypeError);
});
