import assert from "node:assert/strict";
import { test } from "node:test";

import { addPage, addReplies, find, place, putRoots, readPage, roots, withOwn, withdraw } from "../../service/web/embed/state.js";

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

test("pinned roots come first, in their own order", () => {
  const pinned = (id) => ({ ...comment(id), marks: ["pinned"] });

  assert.deepEqual(ids(readPage(page([comment("a"), pinned("b"), comment("c"), pinned("d")]))), ["b", "d", "a", "c"]);
});

test("fresh roots take the places of known ones, and new ones stand where new ones belong", () => {
  const thread = readPage(page([comment("b"), comment("a")], "cursor"));
  const fresh = [comment("d"), comment("c"), { ...comment("b", null, [comment("e", "b")]), more_replies: null }];

  assert.deepEqual(ids(putRoots(thread, fresh, "newest")), ["d", "c", "b", "a"]);
  assert.deepEqual(ids(putRoots(thread, fresh, "oldest")), ["b", "a", "c", "d"]);
  assert.ok(find(putRoots(thread, fresh, "newest"), "e"));
});

test("a branch that is fetched anew keeps the further replies that were there, and counts what is left", () => {
  const reply = (id, at, parent = "a") => ({ ...comment(id, parent), published_at: at });
  const known = { ...comment("a", null, [reply("b", "1"), reply("c", "2"), reply("d", "3", "c")]), more_replies: null };
  const fresh = { ...comment("a", null, [reply("b", "1")]), more_replies: { count: 3, after: "b" } };
  const grown = find(putRoots(readPage(page([known])), [fresh], "newest"), "a");

  assert.deepEqual(grown.replies.map(({ id }) => id), ["b", "c"]);
  assert.deepEqual(grown.replies[1].replies.map(({ id }) => id), ["d"]);
  assert.deepEqual(grown.more_replies, { count: 1, after: "d" });
});

test("what was taken away is not kept when the whole branch is there", () => {
  const known = { ...comment("a", null, [comment("b", "a")]), more_replies: null };
  const fresh = { ...comment("a"), more_replies: null };

  assert.deepEqual(find(putRoots(readPage(page([known])), [fresh], "newest"), "a").replies, []);
});

const mine = (id, status, parent = null) => ({
  id,
  parent_id: parent,
  text: `${id} of mine`,
  author_name: "مینا",
  status,
  created_at: "2026-01-01T00:00:00Z",
});

test("comments that wait stand in their places for their author, and are not counted", () => {
  const thread = readPage(page([{ ...comment("a"), status: "published" }]));
  const own = { comments: [mine("b", "held", "a"), mine("c", "held"), mine("d", "held", "unseen")], votes: { a: -1 } };
  const seen = withOwn(thread, own, "newest");

  assert.deepEqual(ids(seen), ["c", "a"]);
  assert.equal(find(seen, "b").own.text, "b of mine");
  assert.equal(find(seen, "a").vote, -1);
  assert.equal(find(seen, "c").vote, 0);
  assert.equal(seen.published, 1);
  assert.equal(find(thread, "b"), undefined);
});

test("one's own published comment stays as others see it; one that waits again shows what it says to its author", () => {
  const thread = readPage(page([{ ...comment("a"), status: "published", text: "as published" }, { ...comment("b"), status: "held", text: null }]));
  const seen = withOwn(thread, { comments: [mine("a", "published"), mine("b", "held")], votes: {} }, "newest");

  assert.equal(find(seen, "a").text, "as published");
  assert.equal(find(seen, "a").own.id, "a");
  assert.equal(find(seen, "b").text, "b of mine");
});

test("a withdrawn comment goes, unless it has been answered", () => {
  const published = (id, parent = null, replies = []) => ({ ...comment(id, parent, replies), status: "published", text: id });
  const thread = readPage(page([published("a", null, [published("b", "a")])], null, 2));

  assert.deepEqual(find(withdraw(thread, "b"), "a").replies, []);
  assert.equal(withdraw(thread, "b").published, 1);
  assert.deepEqual([find(withdraw(thread, "a"), "a").status, find(withdraw(thread, "a"), "a").text], ["withdrawn", null]);
  assert.equal(withdraw(thread, "unknown"), thread);
});
