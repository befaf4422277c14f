/** Has the service read an article that it does not know from its page. Fetched only for such an article. No DOM here. */

const LONGEST = 12; // seconds

/**
 * Resolves with whether the article may be there now: it was read, or another reader's browser has just asked for it.
 *
 * @param {() => Promise<object>} ask
 */
export async function introduce(ask, sleep = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000))) {
  try {
    await ask();
    return true;
  } catch (failure) {
    if (failure.name !== "Failure") throw failure;
    if (failure.kind !== "too-many-requests" || failure.wait === null || failure.wait > LONGEST) return false;
    await sleep(failure.wait);
    return true;
  }
}
