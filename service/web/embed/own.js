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

  /**
   * Takes the service's answer; gives what has been decided since the last one, ids of what waited and now does not:
   * `decided` (published, most likely: the service does not list what its author cannot change any more) and `refused`.
   */
  take({ comments, votes }) {
    const status = new Map(comments.map((one) => [one.id, one.status]));
    const turned = this.#comments.filter((one) => one.status === "held" && status.get(one.id) !== "held");
    const refused = turned.map(({ id }) => id).filter((id) => status.get(id) === "rejected");
    for (const id of refused) this.#refused.add(id);
    this.#comments = comments;
    this.votes = votes;
    return { decided: turned.map(({ id }) => id).filter((id) => !refused.includes(id)), refused };
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
