import assert from "node:assert/strict";
import { test } from "node:test";

import { addPage, addReplies, find, place, readPage, roots } from "../../service/web/embed/state.js";

const comment = (id, parent = null, replies = []) => ({ id, parent_id: parent, replies });
const page = (comments, next = null, published = comments.length) => ({
  comments,
  next,
  published,
  comments_open: true,
});
const ids = (thread) => roots(thread).map(({ id }) => id);

test("a page after the first is added behind it", () => {
  const thread = addPage(readPage(page([comment("a")], "cursor", 2)), page([comment("b")], null, 2));

  assert.deepEqual(ids(thread), ["a", "b"]);
  assert.equal(thread.next, null);
});

test("one's own comment comes first among the newest", () => {
  assert.deepEqual(ids(place(readPage(page([comment("a")])), comment("mine"), "newest")), ["mine", "a"]);
});

test("one's own comment stays last among the oldest while further pages come between", () => {
  const mine = place(readPage(page([comment("a")], "cursor", 3)), comment("mine"), "oldest");
  const grown = addPage(mine, page([comment("b")], "cursor", 4));
  const whole = addPage(grown, page([comment("c"), comment("mine")], null, 4));

  assert.deepEqual(ids(grown), ["a", "b", "mine"]);
  assert.deepEqual(ids(whole), ["a", "b", "c", "mine"]);
});

test("a comment that is there already is not placed twice, nor counted twice", () => {
  const thread = place(readPage(page([comment("a")])), comment("mine"), "newest");

  assert.equal(place(thread, comment("mine"), "newest"), thread);
  assert.deepEqual(ids(addPage(thread, page([comment("mine"), comment("b")]))), ["mine", "a", "b"]);
});

test("a reply goes under its parent, however deep, and the count grows", () => {
  const thread = readPage(page([comment("a", null, [comment("b", "a", [comment("c", "b")])])], null, 3));
  const grown = place(thread, { id: "d", parent_id: "c" }, "newest");

  assert.deepEqual(find(grown, "c").replies, [{ id: "d", parent_id: "c", replies: [] }]);
  assert.equal(grown.published, 4);
  assert.deepEqual(find(thread, "c").replies, []);
});

test("further replies hang on their parents, or on the root where the parent is not here", () => {
  const root = { ...comment("a", null, [comment("b", "a")]), more_replies: { count: 3, after: "b" } };
  const answer = { replies: [comment("c", "b"), comment("d", "c"), comment("e", "unseen"), comment("b", "a")], more: null };
  const grown = addReplies(readPage(page([root])), "a", answer);

  assert.deepEqual(find(grown, "a").replies.map(({ id }) => id), ["b", "e"]);
  assert.deepEqual(find(grown, "c").replies.map(({ id }) => id), ["d"]);
  assert.equal(find(grown, "a").more_replies, null);
});
