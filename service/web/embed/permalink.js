/** Addresses of single comments: `#nazer-<id>` on the page's own. No DOM here. */

const MARK = "#nazer-";

/** The address of a comment, on a page. */
export function linkTo(id, { href }) {
  return href.split("#")[0] + MARK + encodeURIComponent(id);
}

/** The id of the comment that an address leads to, or null. */
export function readLink({ hash }) {
  if (!hash.startsWith(MARK)) return null;
  try {
    return decodeURIComponent(hash.slice(MARK.length)) || null;
  } catch {
    return null; // somebody's broken link
  }
}
