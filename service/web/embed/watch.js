/** Asks now and then whether something has happened, while somebody can see it: not in hidden pages, not offline. */

const EVERY = 30_000;
const RAREST = 600_000;

/** How long to wait for the next time: readers who came together do not ask together, and after failures more rarely. */
export function pause(failures, random = Math.random) {
  return Math.min(RAREST, EVERY * 2 ** failures) * (0.8 + 0.4 * random());
}

export class Watch {
  #ask;
  #page;
  #timer = 0;
  #failures = 0;
  #due = Infinity; // nobody waits
  #again = () => this.#wake();

  /** @param {() => Promise<void>} ask rejects when it came to nothing */
  constructor(ask, page = globalThis) {
    this.#ask = ask;
    this.#page = page;
  }

  start() {
    this.stop();
    this.#page.addEventListener("online", this.#again);
    this.#page.document.addEventListener("visibilitychange", this.#again);
    this.#plan();
  }

  stop() {
    clearTimeout(this.#timer);
    this.#due = Infinity;
    this.#page.removeEventListener("online", this.#again);
    this.#page.document.removeEventListener("visibilitychange", this.#again);
  }

  #plan() {
    clearTimeout(this.#timer);
    const wait = pause(this.#failures);
    this.#due = Date.now() + wait;
    this.#timer = setTimeout(() => this.#tick(), wait);
  }

  /** The page is seen again, or the network is back: what has been missed is asked for now. */
  #wake() {
    if (Date.now() >= this.#due) this.#tick();
  }

  async #tick() {
    const { document, navigator } = this.#page;
    if (document.visibilityState === "hidden" || navigator.onLine === false) return;
    this.#plan();
    try {
      await this.#ask();
      this.#failures = 0;
    } catch {
      this.#failures += 1;
      if (this.#due !== Infinity) this.#plan();
    }
  }
}
