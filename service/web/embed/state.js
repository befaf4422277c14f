/** The thread as the reader has it so far. Pure: every function gives a new thread. No DOM here. */

/** A thread of which nothing is known yet. */
export const EMPTY = Object.freeze({ comments: [], tail: [], next: null, published: 0, open: true });

/** The thread after its first page. */
export function readPage(page) {
  return {
    comments: page.comments,
    tail: [],
    next: page.next,
    published: page.published,
    open: page.comments_open,
  };
}

/** The thread with one more page. What is there already, because the reader wrote it, is not shown twice. */
export function addPage(thread, page) {
  const arrived = new Set(page.comments.map((comment) => comment.id));
  const known = new Set(thread.comments.map((comment) => comment.id));
  return {
    ...thread,
    comments: [...thread.comments, ...page.comments.filter((comment) => !known.has(comment.id))],
    tail: thread.tail.filter((comment) => !arrived.has(comment.id)),
    next: page.next,
    published: page.published,
  };
}

/** All roots in the order they are shown in. */
export function roots(thread) {
  return [...thread.comments, ...thread.tail];
}

/**
 * The thread with a comment that was just published, in its place: under its parent; else first when the newest
 * come first, last otherwise (and still last when further pages come between).
 */
export function place(thread, comment, order) {
  if (find(thread, comment.id)) return thread;
  const grown = { ...thread, published: thread.published + 1 };
  const fresh = { ...comment, replies: comment.replies ?? [] };
  if (comment.parent_id) {
    const under = (parent) => ({ ...parent, replies: [...parent.replies, fresh] });
    return changed(grown, comment.parent_id, under);
  }
  if (order === "newest") return { ...grown, comments: [fresh, ...thread.comments] };
  return { ...grown, tail: [...thread.tail, fresh] };
}

/** The thread with further replies of one root, each under its own parent, or under the root if that is not here. */
export function addReplies(thread, rootId, { replies, more }) {
  let grown = changed(thread, rootId, (root) => ({ ...root, more_replies: more }));
  for (const reply of replies) {
    if (find(grown, reply.id)) continue;
    const parent = find(grown, reply.parent_id) ? reply.parent_id : rootId;
    grown = changed(grown, parent, (comment) => ({ ...comment, replies: [...comment.replies, { replies: [], ...reply }] }));
  }
  return grown;
}

/** The comment of that id, however deep, or undefined. */
export function find(thread, id) {
  const waiting = roots(thread);
  while (waiting.length > 0) {
    const comment = waiting.pop();
    if (comment.id === id) return comment;
    waiting.push(...comment.replies);
  }
  return undefined;
}

function changed(thread, id, change) {
  const walk = (comments) =>
    comments.map((comment) => {
      if (comment.id === id) return change(comment);
      if (comment.replies.length === 0) return comment;
      return { ...comment, replies: walk(comment.replies) };
    });
  return { ...thread, comments: walk(thread.comments), tail: walk(thread.tail) };
}
