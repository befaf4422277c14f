/** What this reader has done under an article: comments, whatever became of them, and votes. No DOM here. */

export class Own {
  votes = {};
  #comments = [];
  #refused = new Set(); // refused while the page was open: their author is still told so in their places

  /** What is shown to their author: those that are published, wait, or were refused before their eyes. */
  get comments() {
    return this.#comments.filter(({ id, status }) => status !== "rejected" || this.#refused.has(id));
  }

  /** Whether one waits for a moderator. */
  get waits() {
    return this.#comments.some(({ status }) => status === "held");
  }

  /** Takes the service's answer; gives what has been decided since the last one: `{published, refused}`, of ids. */
  take({ comments, votes }) {
    const held = new Set(this.#comments.filter(({ status }) => status === "held").map(({ id }) => id));
    const turned = (wanted) => comments.filter(({ id, status }) => held.has(id) && status === wanted).map(({ id }) => id);
    const refused = turned("rejected");
    for (const id of refused) this.#refused.add(id);
    this.#comments = comments.filter(({ status }) => ["published", "held", "rejected"].includes(status));
    this.votes = votes;
    return { published: turned("published"), refused };
  }

  /** The vote that pressing a button makes of what was there: the same again takes it back. */
  next(id, value) {
    return this.votes[id] === value ? 0 : value;
  }

  /** Notes a vote; gives the counts that a comment has with it. */
  vote({ id, likes = 0, dislikes = 0 }, value) {
    const before = this.votes[id] ?? 0;
    this.votes = { ...this.votes, [id]: value };
    return {
      likes: likes + Number(value === 1) - Number(before === 1),
      dislikes: dislikes + Number(value === -1) - Number(before === -1),
    };
  }
}
