/** What a reader does to comments that are there: votes, takes links, reports; edits and withdraws one's own. */

import { h } from "./dom.js";
import { wait } from "./faults.js";
import { markedCopies } from "./findings.js";
import { linkTo } from "./permalink.js";
import { duration, fill } from "./strings.js";

/** Whether something near an element has the focus: a place that stays when a comment is withdrawn, which has answers. */
const focused = (element) => Boolean(element.getRootNode().activeElement);

export class Deeds {
  #with;
  #conversation;
  #voting = new Set();

  /** @param {import("./conversation.js").Setting} setting @param {import("./conversation.js").Conversation} conversation */
  constructor(setting, conversation) {
    this.#with = setting;
    this.#conversation = conversation;
  }

  /** Counts at once, and takes it back where the service does not. */
  async vote(comment, value) {
    const { id } = comment;
    if (this.#voting.has(id)) return;
    const { client, reader, article, said, locale } = this.#with;
    const { own } = this.#conversation;
    const before = own.votes[id] ?? 0;
    const counted = { likes: comment.likes, dislikes: comment.dislikes };
    const wanted = own.next(id, value);
    this.#voting.add(id);
    this.#conversation.turn(id, own.vote(comment, wanted));
    try {
      const { likes, dislikes, value: now } = await client.vote(id, wanted);
      reader.act(article);
      own.vote(comment, now);
      this.#conversation.turn(id, { likes, dislikes });
      this.#tell(id, fill(now === 0 ? said.voteTaken : said.voted, { likes, dislikes }, locale), { quietly: true });
    } catch (error) {
      own.vote(comment, before);
      this.#conversation.turn(id, counted);
      this.#tell(id, this.#explain(error));
    } finally {
      this.#voting.delete(id);
    }
  }

  /** Puts the comment's address on the clipboard; where there is none, into the page's own address. */
  async copy({ id }) {
    const { said } = this.#with;
    const link = linkTo(id, location);
    try {
      await navigator.clipboard.writeText(link);
      this.#tell(id, said.copied);
    } catch {
      history.replaceState(history.state, "", link);
      this.#tell(id, said.linkShown);
    }
  }

  async report({ id }) {
    const { client, said } = this.#with;
    const sent = await this.#ask(id, "report", {
      send: ({ reason, note }) => client.report(id, reason, note),
    });
    if (sent) this.#tell(id, said.reported);
  }

  async edit(comment) {
    const { client, said } = this.#with;
    const { own, id } = comment;
    let answer = null;
    let marked = [];
    const send = async ({ text, name }) => {
      answer = await client.edit(own.status_token, text, name);
      const [first] = answer.status === "rejected" ? answer.reasons : [];
      marked = first ? markedCopies([first], { text, name }, said, said.markedRejected) : [];
      return first ? [first.message, first.hint].filter(Boolean).join(" ") : "";
    };
    const until = Date.parse(own.editable_until);
    if (await this.#ask(id, "edit", { comment, until, send, marked: () => marked })) await this.#edited(comment, answer);
  }

  async #edited({ id, status: was }, answer) {
    const { said } = this.#with;
    if (answer.status === "published") {
      const { replies: _, ...members } = answer.comment;
      if (was === "published") this.#conversation.turn(id, members);
      else this.#conversation.published(answer.comment);
    } else if (was === "published") this.#conversation.turn(id, { status: "held", text: null });
    await this.#conversation.refreshOwn();
    this.#tell(id, answer.status === "published" ? said.editDone : said.editHeld);
  }

  async withdraw({ id, own }) {
    const { client, announce, said } = this.#with;
    const gone = await this.#ask(id, "withdraw", { send: () => client.withdraw(own.status_token) });
    if (!gone) return;
    const beside = this.#conversation.view.beside(id);
    this.#conversation.takeAway(id);
    await this.#conversation.refreshOwn();
    if (!focused(beside)) beside.focus({ preventScroll: true });
    announce(said.withdrawDone);
  }

  /** Asks in a dialog of its own, whose code is fetched now; resolves with whether it was sent. */
  async #ask(id, kind, question) {
    const { said, locale, frame } = this.#with;
    const send = async (values) => {
      try {
        const fault = await question.send(values);
        return typeof fault === "string" ? fault : "";
      } catch (error) {
        return this.#explain(error);
      }
    };
    try {
      const { ask } = await import("./dialogs.js");
      const time = (seconds) => duration(seconds, locale);
      return await ask(kind, { ...question, send, h, fill, time, said, host: frame.element });
    } catch {
      this.#tell(id, said.notDone); // the code could not be had
      return false;
    }
  }

  /** The service's own sentence where it is about this very deed; else that it came to nothing, and when to try again. */
  #explain(error) {
    if (error.name !== "Failure") throw error;
    const { said, locale } = this.#with;
    const own = ["conflict", "invalid-input", "unauthorized"].includes(error.kind) && locale === "fa";
    const faults = error.faults.map(({ detail }) => detail).join(" ");
    return [own ? faults || error.detail : said.notDone, wait(error, locale)].filter(Boolean).join(" ");
  }

  #tell(id, text, { quietly = false } = {}) {
    this.#conversation.view.tell(id, quietly ? "" : text);
    this.#with.announce(text);
  }
}
