/** Plays a sound out of its bytes: a page's policy may forbid `<audio>` any address that they could have. */

export class Sound {
  #context = null;
  #source = null;

  /** Plays from the beginning; `ended` is called once when it is over, or was stopped. */
  async play(bytes, ended) {
    this.stop();
    this.#context ??= new AudioContext();
    await this.#context.resume();
    const source = this.#context.createBufferSource();
    source.buffer = await this.#context.decodeAudioData(bytes.slice().buffer);
    source.connect(this.#context.destination);
    source.addEventListener("ended", ended, { once: true });
    source.start();
    this.#source = source;
  }

  stop() {
    this.#source?.stop();
    this.#source = null;
  }
}
