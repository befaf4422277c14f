// The desk by keyboard. Everything here can be done without it, by Tab and Enter.
// Keys are physical (`event.code`), so that they work while a Persian layout is on.

const SWITCH = "nazer-desk-keys";
const items = [...document.querySelectorAll(".item")];
const live = document.getElementById("live");
const help = document.getElementById("keys");
const toggle = document.getElementById("keys-on");

let keysOn = true; // WCAG 2.1.4: shortcuts of one letter can be switched off

const current = () => document.activeElement?.closest(".item") ?? null;

function announce(text) {
  live.textContent = "";
  // A moment later, or screen readers take it for a part of the page that was always there.
  setTimeout(() => { live.textContent = text; }, 150);
}

function go(item) {
  item.focus({ preventScroll: true });
  item.scrollIntoView({ block: item.offsetHeight > innerHeight * 0.8 ? "start" : "nearest" });
}

function step(by) {
  const at = items.indexOf(current());
  const next = at < 0 ? 0 : at + by;
  if (items[next]) go(items[next]);
  else announce(by > 0 ? "پایان این صفحه" : "آغاز این صفحه");
}

/** An arrow scrolls a comment that is taller than the window before it leaves it. */
function hasMore(by) {
  const box = current()?.getBoundingClientRect();
  return Boolean(box) && (by > 0 ? box.bottom > innerHeight + 8 : box.top < -8);
}

function send(form) {
  if (form) form.requestSubmit();
}

function openRefusal() {
  const refusal = current()?.querySelector(".refuse");
  if (!refusal) return;
  refusal.open = true;
  const chosen = refusal.querySelector("input[type=radio]:checked");
  (chosen ? refusal.querySelector("button") : refusal.querySelector("input[type=radio]")).focus();
  announce(chosen
    ? `دلیل پیشنهادی: ${chosen.parentElement.textContent.trim()}. با رقم عوض کنید، با Enter بفرستید.`
    : "دلیل را با رقم انتخاب کنید.");
}

/** True when the digit chose a reason. */
function choose(digit) {
  const refusal = current()?.querySelector(".refuse[open]");
  const radio = refusal?.querySelectorAll("input[type=radio]")[digit - 1];
  if (!radio) return false;
  radio.checked = true;
  refusal.querySelector("button").focus();
  announce(radio.parentElement.textContent.trim());
  return true;
}

function close() {
  const refusal = current()?.querySelector(".refuse[open]");
  if (!refusal) return;
  const item = current();
  refusal.open = false;
  item.focus();
}

const KEYS = {
  KeyJ: () => step(1),
  KeyK: () => step(-1),
  KeyP: () => send(current()?.querySelector("[data-does=published]")),
  KeyR: openRefusal,
  KeyU: () => send(document.querySelector("[data-does=undo]")),
  KeyO: () => {
    const article = current()?.querySelector(".article");
    if (article) article.open = !article.open;
  },
  Slash: () => help?.togglePopover(),
};

function isTyping(target) {
  return target.matches("textarea, select, input:not([type=radio], [type=checkbox]), [contenteditable]");
}

function onKey(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat && event.code === "KeyP") return;
  if (event.code === "Escape") { if (!help?.matches(":popover-open")) close(); return; }
  if (isTyping(event.target) || !keysOn) return;
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
  if (digit) { if (choose(Number(digit[1]))) event.preventDefault(); return; }
  const arrow = { ArrowDown: 1, ArrowUp: -1 }[event.code];
  if (arrow && (event.target.matches("input[type=radio]") || hasMore(arrow))) return;
  // Among the reasons a letter must not publish: only digits, Enter and Escape mean something there.
  if (event.target.closest(".refuse > form") && event.code !== "Slash") return;
  const act = arrow ? () => step(arrow) : KEYS[event.code];
  if (!act || help?.matches(":popover-open") && event.code !== "Slash") return;
  event.preventDefault();
  act();
}

/** A double click, or a key held down, decides once. */
function onSubmit(event) {
  if (event.target.method !== "post") return;
  if (event.target.getAttribute("aria-busy") === "true") event.preventDefault();
  event.target.setAttribute("aria-busy", "true");
}

function remember() {
  keysOn = toggle.checked;
  try {
    localStorage.setItem(SWITCH, keysOn ? "on" : "off");
  } catch { /* a browser that keeps nothing: the switch lasts as long as the page */ }
}

function start() {
  try { keysOn = localStorage.getItem(SWITCH) !== "off"; } catch { /* as above */ }
  if (toggle) {
    toggle.checked = keysOn;
    toggle.addEventListener("change", remember);
    toggle.closest("[hidden]").hidden = false;
  }
  document.addEventListener("keydown", onKey);
  document.addEventListener("submit", onSubmit);
  // Back in the browser's history: the forms may be sent again, and the answer says when they are too old.
  addEventListener("pageshow", () => document.querySelectorAll("[aria-busy]").forEach((form) => form.removeAttribute("aria-busy")));
  const wanted = document.getElementById(location.hash.slice(1));
  if (wanted) go(wanted);
  const said = document.getElementById("said");
  if (said) announce(said.textContent.replace(/\s+/g, " ").trim());
}

start();
