import assert from "node:assert/strict";
import { test } from "node:test";

import { codePoints, segments, toUtf16 } from "../../service/web/embed/text.js";

test("an emoji counts as one, as it does in the service", () => {
  assert.equal(codePoints("خوب 👍"), 5);
});

test("spans of code points are cut where they belong, behind characters that take two UTF-16 units", () => {
  assert.deepEqual(segments("👍👍 احمق بود", [[3, 7]]), [
    { text: "👍👍 ", marked: false },
    { text: "احمق", marked: true },
    { text: " بود", marked: false },
  ]);
});

test("half-spaces are code points too", () => {
  assert.deepEqual(segments("می‌روم", [[2, 3]])[1], { text: "\u200c", marked: true });
});

test("spans that overlap or touch become one mark", () => {
  assert.deepEqual(segments("abcdef", [[3, 5], [1, 4], [5, 6]]), [
    { text: "a", marked: false },
    { text: "bcdef", marked: true },
  ]);
});

test("spans out of range, empty or turned round mark nothing and lose no text", () => {
  const pieces = segments("سلام", [[9, 12], [2, 2], [3, 1], [-5, 1]]);

  assert.equal(pieces.map((piece) => piece.text).join(""), "سلام");
  assert.deepEqual(pieces.filter((piece) => piece.marked), [{ text: "س", marked: true }]);
});

test("a text without spans is one piece, an empty text none", () => {
  assert.deepEqual(segments("سلام", []), [{ text: "سلام", marked: false }]);
  assert.deepEqual(segments("", [[0, 1]]), []);
});

test("a span becomes a selection in UTF-16 units", () => {
  const text = "👍 احمق";

  assert.equal(text.slice(...toUtf16([2, 6], text)), "احمق");
});
