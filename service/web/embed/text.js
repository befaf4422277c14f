/** Text in code points. The service counts in them; JavaScript's strings are UTF-16. No DOM here. */

/** How many Unicode code points a text has. */
export function codePoints(text) {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/**
 * Cuts a text along spans: half-open ranges of code points, in any order, overlapping or out of range.
 * The pieces joined give the text again.
 *
 * @param {string} text
 * @param {[number, number][]} spans
 * @returns {{text: string, marked: boolean}[]}
 */
export function segments(text, spans) {
  const points = [...text];
  const pieces = [];
  let at = 0;
  const push = (end, marked) => {
    if (end > at) pieces.push({ text: points.slice(at, end).join(""), marked });
    at = Math.max(at, end);
  };
  for (const [start, end] of merge(spans, points.length)) {
    push(start, false);
    push(end, true);
  }
  push(points.length, false);
  return pieces;
}

function merge(spans, length) {
  const merged = [];
  const inside = spans
    .map(([start, end]) => [Math.max(0, start), Math.min(length, end)])
    .filter(([start, end]) => start < end)
    .sort((one, other) => one[0] - other[0]);
  for (const [start, end] of inside) {
    const last = merged.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

/** The UTF-16 range of a span of code points, for `setSelectionRange`. */
export function toUtf16([start, end], text) {
  const points = [...text];
  const before = points.slice(0, start).join("").length;
  return [before, before + points.slice(start, end).join("").length];
}

/**
 * A text in pieces, those that are addresses on one of the domains told apart: links to others stay text.
 * The pieces joined give the text again.
 *
 * @param {string} text
 * @param {string[]} domains
 * @returns {{text: string, link: boolean}[]}
 */
export function linked(text, domains) {
  const pieces = [];
  let at = 0;
  for (const found of text.matchAll(/https?:\/\/[^\s<>"'«»\\]+/gi)) {
    const address = found[0].replace(/[.,;:!?؟،؛)\]}]+$/, "");
    if (!isOn(address, domains)) continue;
    if (found.index > at) pieces.push({ text: text.slice(at, found.index), link: false });
    pieces.push({ text: address, link: true });
    at = found.index + address.length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), link: false });
  return pieces;
}

function isOn(address, domains) {
  if (!URL.canParse(address)) return false;
  const host = new URL(address).hostname;
  return domains.some((domain) => host === domain || host.endsWith(`.${domain}`));
}
