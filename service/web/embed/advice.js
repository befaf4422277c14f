/** Advice before sending: asks what would become of a draft. Fetched by the first reader who wants it. */

import { h } from "./dom.js";
import { explain, wait } from "./faults.js";

// What is as true of a comment as of advice about it.
const TOLD = new Set(["article-closed", "not-found", "invalid-input", "too-large"]);

/**
 * What can be said of a draft: `show` says it in a notice, `faults` are those of single fields, and `off` is true where
 * the service gives no advice at all.
 *
 * @param {{client: object, said: object, locale: string, article: string}} setting
 */
export async function ask({ client, said, locale, article }, parent, draft) {
  try {
    const answer = await client.preview(article, parent, draft);
    const take = (act) => () => act(answer.suggestion);
    return { show: (notice, act) => notice.advised(answer, draft, take(act)), faults: [], off: false };
  } catch (error) {
    if (error.name !== "Failure") throw error;
    const { message, faults, others } = explain(error, locale);
    const off = error.kind === "forbidden";
    const failed = error.kind === "offline" ? said.adviceOffline : said.adviceFailed;
    const lines = TOLD.has(error.kind) ? [message, ...others] : [failed, wait(error, locale)];
    const shown = off ? [] : lines.filter(Boolean).map((line) => h("p", { dir: "auto" }, line));
    return { show: (notice) => notice.say("failed", off ? said.adviceOff : said.adviceNone, shown), faults, off };
  }
}
