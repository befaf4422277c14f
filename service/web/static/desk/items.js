// The comments on the page: which one has the focus, the next ones fetched before they are needed.

const NEAR = 6; // so many left, and the next page is fetched

const list = document.getElementById("queue");
const live = document.getElementById("live");

export const all = () => [...list.querySelectorAll(".item")];
export const current = () => document.activeElement?.closest(".item") ?? null;
/** A page about one comment: its forms are sent as they are. */
export const isAlone = () => list.hasAttribute("data-alone");

export function announce(text) {
  live.textContent = "";
  // A moment later, or screen readers take it for a part of the page that was always there.
  setTimeout(() => { live.textContent = text; }, 150);
}

export function go(item) {
  item.focus({ preventScroll: true });
  item.scrollIntoView({ block: item.offsetHeight > innerHeight * 0.8 ? "start" : "nearest" });
}

export function step(by) {
  const items = all();
  const at = items.indexOf(current());
  const next = at < 0 ? 0 : at + by;
  if (items[next]) go(items[next]);
  else announce(by > 0 ? "پایان این صفحه" : "آغاز این صفحه");
}

/** An arrow scrolls a comment that is taller than the window before it leaves it. */
export function hasMore(by) {
  const box = current()?.getBoundingClientRect();
  return Boolean(box) && (by > 0 ? box.bottom > innerHeight + 8 : box.top < -8);
}

/** Takes a comment off the page and goes on to the next; gives back what puts it in its place again. */
export function takeOff(item) {
  const mark = document.createComment(item.id);
  const items = all();
  const at = items.indexOf(item);
  const next = items[at + 1] ?? items[at - 1];
  item.replaceWith(mark);
  if (next) go(next);
  else { list.focus(); announce("همهٔ نظرهای این صفحه بررسی شد."); }
  prefetch();
  return (replacement = item) => {
    const there = document.getElementById(item.id);
    if (there) there.replaceWith(replacement);
    else if (mark.isConnected) mark.replaceWith(replacement);
    else list.prepend(replacement);
    return replacement;
  };
}

/** A page of ours, to take parts of; null when it cannot be had. */
export async function fetchPage(address) {
  try {
    const answer = await fetch(address, { credentials: "same-origin" });
    if (!answer.ok || answer.redirected) return null;
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return null; // the page goes on without; the link to it is still there
  }
}

/** A comment as it is now; null when it cannot be had. */
export async function fetchItem(item) {
  const page = await fetchPage(item.dataset.page);
  const fresh = page?.querySelector(".item");
  return fresh ? document.adoptNode(fresh) : null;
}

let fetching = false;

/** Brings the next page before this one is at its end. */
export async function prefetch() {
  const link = document.querySelector(".pages a[rel=next]");
  if (fetching || !link || all().length > NEAR) return;
  fetching = true;
  const page = await fetchPage(link.href);
  fetching = false;
  if (!page) return;
  const came = [...page.querySelectorAll("#queue .item")].filter((item) => !document.getElementById(item.id));
  const wasEmpty = !all().length;
  list.append(...came.map((item) => document.adoptNode(item)));
  const further = page.querySelector(".pages a[rel=next]");
  if (further) link.href = further.getAttribute("href");
  else link.remove();
  if (wasEmpty && came.length) go(all()[0]);
}
