import assert from "node:assert/strict";
import { test } from "node:test";

import { Failure } from "../../service/web/embed/client.js";
import { check, explain } from "../../service/web/embed/faults.js";
import { strings } from "../../service/web/embed/strings.js";

const limits = { maxText: 10, maxName: 3 };
const solved = { token: "t", answer: "۱۲۳۴۵" };
const fields = (faults) => faults.map(({ field }) => field);

test("a whole draft has no faults, an emoji counts as one", () => {
  assert.deepEqual(check({ text: "👍".repeat(10), name: "مین" }, solved, limits, "fa"), []);
});

test("until when somebody may not write, the service says in Persian", () => {
  const failure = new Failure("suspended", { detail: "تا فردا نمی‌توانید بنویسید." });

  assert.equal(explain(failure, "fa").message, "تا فردا نمی‌توانید بنویسید.");
  assert.notEqual(explain(failure, "en").message, failure.detail);
});

test("all faults are named at once", () => {
  const faults = check({ text: " \n\t", name: "مینا" }, { token: "t", answer: "" }, limits, "fa");

  assert.deepEqual(fields(faults), ["name", "text", "captcha"]);
});

test("a text that is too long is told by how much", () => {
  const [fault] = check({ text: "ا".repeat(13), name: "" }, solved, limits, "fa");

  assert.match(fault.detail, /۳ نویسه بلندتر/);
});

test("without a picture the reader is told to get one", () => {
  const [fault] = check({ text: "سلام", name: "" }, { token: "", answer: "" }, limits, "fa");

  assert.equal(fault.detail, strings("fa").missingCaptcha);
});

test("faults of the service are led to their fields, the rest is told apart", () => {
  const failure = new Failure("invalid-input", {
    faults: [
      { pointer: "/text", detail: "الف" },
      { pointer: "/author_name", detail: "ب" },
      { pointer: "/captcha/answer", detail: "پ" },
      { pointer: "/parent_id", detail: "ت" },
    ],
  });
  const { faults, others } = explain(failure, "fa");

  assert.deepEqual(fields(faults), ["text", "name", "captcha"]);
  assert.deepEqual(others, ["ت"]);
});

test("a fault that is the whole problem is not told twice", () => {
  const detail = "مهلت نظر دادن به این خبر به پایان رسیده است.";
  const failure = new Failure("article-closed", { detail, faults: [{ pointer: "/article_id", detail }] });

  assert.deepEqual(explain(failure, "fa").others, []);
});

test("a wrong captcha is a fault of the captcha's field", () => {
  assert.deepEqual(fields(explain(new Failure("captcha-failed"), "fa").faults), ["captcha"]);
});

test("a limit says how long to wait", () => {
  assert.match(explain(new Failure("too-many-requests", { wait: 45 }), "fa").message, /۴۵ ثانیهٔ دیگر/);
});

test("a failure we have no words for is told in the service's, or as its fault", () => {
  assert.equal(explain(new Failure("teapot", { detail: "چای" }), "fa").message, "چای");
  assert.equal(explain(new Failure("teapot"), "fa").message, strings("fa").failures.service);
});
