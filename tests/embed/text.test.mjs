import assert from "node:assert/strict";
import { test } from "node:test";

import { codePoints, linked, segments, toUtf16 } from "../../service/web/embed/text.js";

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

test("addresses on the publisher's own domains are links, others stay text", () => {
  const text = "ببینید: https://www.example.ir/news/1، نه https://example.com/ و نه http://badexample.ir.";

  const pieces = linked(text, ["example.ir"]);

  assert.equal(pieces.map((piece) => piece.text).join(""), text);
  assert.deepEqual(pieces.filter((piece) => piece.link).map((piece) => piece.text), ["https://www.example.ir/news/1"]);
});

test("no trick makes another host look like one's own", () => {
  const tricks = [
    "https://example.ir@evil.com/",
    "https://example.ir.evil.com/",
    "https://evil.com/?https://example.ir",
    "https://[example.ir",
    "https://evil.com\\.example.ir/",
    "javascript://example.ir/%0aalert(1)",
  ];

  for (const trick of tricks) assert.ok(!linked(trick, ["example.ir"]).some((piece) => piece.link), trick);
});
