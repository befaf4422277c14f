/** The component's styles, as a constructed sheet: fetched once for all copies, untouched by a page's style policy. */

let sheet = null;

/**
 * Dresses a shadow root. Resolves when it is dressed; also when the styles cannot be had, for a thread without
 * looks is better than none (the next copy tries again).
 */
export async function loadStyles(root) {
  sheet ??= fetchSheet(new URL("embed.css", import.meta.url));
  try {
    root.adoptedStyleSheets = [await sheet];
  } catch {
    sheet = null;
  }
}

async function fetchSheet(url) {
  const answer = await fetch(url, { credentials: "omit" });
  if (!answer.ok) throw new Error(`styles: ${answer.status}`);
  return new CSSStyleSheet().replace(await answer.text());
}
