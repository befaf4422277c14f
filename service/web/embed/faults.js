/** What is wrong with a draft, and what a failure means to the reader. No DOM here. */

import { duration, fill, strings } from "./strings.js";
import { codePoints } from "./text.js";

const FIELDS = {
  "/text": "text",
  "/author_name": "name",
  "/captcha": "captcha",
  "/captcha/answer": "captcha",
  "/captcha/token": "captcha",
};

const TOLD = new Set(["captcha-failed", "suspended"]);

/**
 * What can be said of a draft before it is sent, by field, in the order of the fields.
 *
 * @returns {{field: "name"|"text"|"captcha", detail: string}[]}
 */
export function check(draft, captcha, { maxText, maxName }, locale) {
  const said = strings(locale);
  const faults = [];
  if (codePoints(draft.name) > maxName) {
    faults.push({ field: "name", detail: fill(said.longName, { max: maxName }, locale) });
  }
  const over = codePoints(draft.text) - maxText;
  if (draft.text.trim() === "") faults.push({ field: "text", detail: said.emptyText });
  if (over > 0) faults.push({ field: "text", detail: fill(said.longText, { over }, locale) });
  if (captcha === null) return faults; // none is asked for
  if (!captcha.token) faults.push({ field: "captcha", detail: said.missingCaptcha });
  else if (captcha.answer === "") faults.push({ field: "captcha", detail: said.emptyCaptcha });
  return faults;
}

/**
 * A failure in the reader's words: one sentence on what happened and what to do, and the faults of single fields.
 * Faults that point to nothing the reader can see come under `others`.
 */
export function explain(failure, locale) {
  const said = strings(locale);
  // Only the service knows why a captcha did not serve, or until when somebody may not write; it says so in Persian.
  const told = TOLD.has(failure.kind) && locale === "fa" && failure.detail;
  const message = [told || (said.failures[failure.kind] ?? (failure.detail || said.failures.service))];
  if (failure.wait !== null) message.push(wait(failure, locale));
  const faults = [];
  const others = [];
  for (const { pointer, detail } of failure.faults) {
    const field = FIELDS[pointer];
    if (field) faults.push({ field, detail });
    else if (detail !== failure.detail) others.push(detail); // what is the whole problem needs no list
  }
  if (failure.kind === "captcha-failed") faults.push({ field: "captcha", detail: said.wrongCaptcha });
  return { message: message.join(" "), faults, others };
}

/** How long to wait after a failure, in a sentence; empty when the service did not say. */
export function wait(failure, locale) {
  if (failure.wait === null) return "";
  return fill(strings(locale).wait, { time: duration(failure.wait, locale) }, locale);
}
