/** The thread as the reader has it so far. Pure: every function gives a new thread. No DOM here. */

/** The orders that a thread can be had in; the first is what readers get unless the page says otherwise. */
export const ORDERS = ["newest", "oldest", "liked", "discussed"];

/** A thread of which nothing is known yet. */
export const EMPTY = Object.freeze({ comments: [], tail: [], next: null, published: 0, open: true, domains: [] });

/** The thread after its first page. */
export function readPage(page) {
  return {
    comments: page.comments,
    tail: [],
    next: page.next,
    published: page.published,
    open: page.comments_open,
    domains: page.link_domains ?? [],
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

/** All roots in the order they are shown in: pinned ones first. */
export function roots(thread) {
  const all = [...thread.comments, ...thread.tail];
  const pinned = all.filter(isPinned);
  return pinned.length === 0 ? all : [...pinned, ...all.filter((comment) => !isPinned(comment))];
}

function isPinned(comment) {
  return comment.marks?.includes("pinned");
}

/**
 * The thread with a comment that was just published, in its place: under its parent; else first when the newest
 * come first, last otherwise (and still last when further pages come between).
 */
export function place(thread, comment, order) {
  if (find(thread, comment.id)) return thread;
  return insert({ ...thread, published: thread.published + 1 }, comment, order);
}

function insert(thread, comment, order) {
  const fresh = { ...comment, replies: comment.replies ?? [] };
  if (comment.parent_id) {
    const under = (parent) => ({ ...parent, replies: [...parent.replies, fresh] });
    return change(thread, comment.parent_id, under);
  }
  if (order === "newest") return { ...thread, comments: [fresh, ...thread.comments] };
  return { ...thread, tail: [...thread.tail, fresh] };
}

/**
 * The thread with roots as they are now, known ones in their places, with their further replies; new ones where a new
 * comment belongs in this order. What is pinned or far down the pages may come here twice: it is shown once.
 */
export function putRoots(thread, fresh, order) {
  let grown = thread;
  for (const root of [...fresh].reverse()) {
    const known = find(grown, root.id);
    grown = known ? change(grown, root.id, () => merged(known, root)) : insert(grown, root, order);
  }
  return grown;
}

/** A root as it is now, with those of its further replies that had been fetched before. */
function merged(known, root) {
  const all = root.replies.flatMap(flat).length + (root.more_replies?.count ?? 0);
  if (!root.more_replies) return root;
  const more = known.more_replies ?? root.more_replies;
  const kept = known.replies.flatMap(flat).map((reply) => ({ ...reply, replies: [] }));
  const grown = find(addReplies({ comments: [root], tail: [] }, root.id, { replies: kept, more }), root.id);
  const left = all - grown.replies.flatMap(flat).length;
  const last = kept.reduce((one, other) => (other.published_at > one.published_at ? other : one), kept[0]);
  const after = known.more_replies || !last ? more.after : last.id;
  return { ...grown, more_replies: left > 0 ? { count: left, after } : null };
}

function flat(comment) {
  return [comment, ...comment.replies.flatMap(flat)];
}

/**
 * The thread as its reader sees it: with the comments that wait for a moderator, which only their author sees, with
 * what may still be done with one's own (`own`), and with one's votes (`vote`).
 *
 * @param {{comments: object[], votes: Record<string, number>}} mine
 */
export function withOwn(thread, { comments, votes }, order) {
  const own = new Map(comments.map((one) => [one.id, one]));
  const dressed = everywhere(thread, (comment) => {
    const one = own.get(comment.id);
    return { ...comment, ...(one && one.status !== "published" && written(one)), own: one, vote: votes[comment.id] ?? 0 };
  });
  const waiting = comments.filter((one) => one.status !== "published" && !find(thread, one.id));
  return waiting.reduce((grown, one) => insert(grown, { ...written(one), own: one, vote: 0 }, order), dressed);
}

function written({ id, parent_id, text, author_name, status, created_at }) {
  return { id, parent_id, text, author_name, status, published_at: created_at };
}

/** The thread without a comment that its author has withdrawn; what has been answered keeps its place. */
export function withdraw(thread, id) {
  const known = find(thread, id);
  if (!known) return thread;
  const published = thread.published - (known.status === "published" ? 1 : 0);
  const gone = { text: null, author_name: null, status: "withdrawn" };
  if (known.replies.length > 0) return { ...change(thread, id, (comment) => ({ ...comment, ...gone })), published };
  const without = (all) =>
    all.filter((one) => one.id !== id).map((one) => ({ ...one, replies: without(one.replies) }));
  return { ...thread, comments: without(thread.comments), tail: without(thread.tail), published };
}

/** The thread with further replies of one root, each under its own parent, or under the root if that is not here. */
export function addReplies(thread, rootId, { replies, more }) {
  let grown = change(thread, rootId, (root) => ({ ...root, more_replies: more }));
  for (const reply of replies) {
    if (find(grown, reply.id)) continue;
    const parent = find(grown, reply.parent_id) ? reply.parent_id : rootId;
    grown = change(grown, parent, (comment) => ({ ...comment, replies: [...comment.replies, { replies: [], ...reply }] }));
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

/** The thread with one comment turned into another. */
export function change(thread, id, turn) {
  const walk = (comments) =>
    comments.map((comment) => {
      if (comment.id === id) return turn(comment);
      if (comment.replies.length === 0) return comment;
      return { ...comment, replies: walk(comment.replies) };
    });
  return { ...thread, comments: walk(thread.comments), tail: walk(thread.tail) };
}

function everywhere(thread, turn) {
  const walk = (comments) => comments.map((comment) => turn({ ...comment, replies: walk(comment.replies) }));
  return { ...thread, comments: walk(thread.comments), tail: walk(thread.tail) };
}
