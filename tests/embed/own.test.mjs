import assert from "node:assert/strict";
import { test } from "node:test";

import { Own } from "../../service/web/embed/own.js";

const own = (id, status) => ({ id, status });
const answer = (...comments) => ({ comments, votes: {} });

test("what waited and does not any more has been decided; what was refused meanwhile is still shown", () => {
  const mine = new Own();
  assert.deepEqual(mine.take(answer(own("a", "held"), own("b", "held"), own("c", "held"), own("d", "rejected"))), {
    decided: [],
    refused: [],
  });
  assert.equal(mine.waits, true);
  assert.deepEqual(mine.comments.map(({ id }) => id), ["a", "b", "c"]);

  const later = answer(own("b", "published"), own("c", "rejected"), own("d", "rejected"));
  assert.deepEqual(mine.take(later), { decided: ["a", "b"], refused: ["c"] });
  assert.equal(mine.waits, false);
  assert.deepEqual(mine.comments.map(({ id }) => id), ["b", "c"]);
});

test("a vote counts, turns, and is taken back by pressing again", () => {
  const mine = new Own();
  let comment = { id: "a", likes: 3, dislikes: 1 };
  const press = (value) => {
    comment = { ...comment, ...mine.vote(comment, mine.next("a", value)) };
    return [comment.likes, comment.dislikes, mine.votes.a];
  };

  assert.deepEqual(press(1), [4, 1, 1]);
  assert.deepEqual(press(-1), [3, 2, -1]);
  assert.deepEqual(press(-1), [3, 1, 0]);
});
