// The numbers of the views stay true while somebody looks at them.

const EVERY = 15_000;
const nav = document.querySelector("[data-counts]");

const persian = (number) => String(number).replace(/\d/g, (digit) => "۰۱۲۳۴۵۶۷۸۹"[digit]);

export async function refreshCounts() {
  if (!nav || document.hidden) return;
  let numbers;
  try {
    const answer = await fetch(nav.dataset.counts, { credentials: "same-origin", headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) return;
    numbers = await answer.json();
  } catch {
    return; // the old numbers stay, until the service is back
  }
  for (const place of document.querySelectorAll("[data-count]")) {
    const number = numbers[place.dataset.count];
    if (number === undefined) continue;
    const capped = number >= Number(nav.dataset.most) && ["published", "refused"].includes(place.dataset.count);
    place.textContent = persian(number) + (capped ? "+" : "");
    const warning = place.closest(".late");
    if (warning) warning.hidden = number === 0;
  }
}

if (nav) setInterval(refreshCounts, EVERY);
