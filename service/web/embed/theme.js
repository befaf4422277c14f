/** Light or dark: what the attribute says, else what the reader's system says. */

export class Theme {
  #system = matchMedia("(prefers-color-scheme: dark)");
  #follow = () => this.apply(this.#wish);
  #frame = null;
  #wish = null;

  /** Dresses a frame, now and whenever the system changes its mind. */
  dress(frame, wish) {
    this.#frame = frame;
    this.#system.addEventListener("change", this.#follow);
    this.apply(wish);
  }

  /** wish: "light", "dark"; anything else follows the system. */
  apply(wish) {
    this.#wish = wish;
    const dark = wish === "dark" || (wish !== "light" && this.#system.matches);
    if (this.#frame) this.#frame.dataset.theme = dark ? "dark" : "light";
  }

  stop() {
    this.#system.removeEventListener("change", this.#follow);
  }
}
