// The desk by keyboard. Everything here can be done without it, by Tab and Enter.
// Keys are physical (`event.code`), so that they work while a Persian layout is on.

import "./counts.js";
import { visit } from "./claims.js";
import { all, announce, current, fetchPage, go, hasMore, isAlone, prefetch, step } from "./items.js";
import { carryOut, sendInPlace, undo } from "./sending.js";

const SWITCH = "nazer-desk-keys";
const IN_PLACE = new Set(["note", "claim"]);
const help = document.getElementById("keys");
const toggle = document.getElementById("keys-on");

let keysOn = true; // WCAG 2.1.4: shortcuts of one letter can be switched off

const does = (name) => (current() ?? (isAlone() ? all()[0] : null))?.querySelector(`[data-does=${name}]`);

function send(form) {
  if (form) form.requestSubmit();
}

function openRefusal() {
  const refusal = (current() ?? (isAlone() ? all()[0] : null))?.querySelector(".refuse");
  if (!refusal) return;
  closeAll();
  refusal.open = true;
  const chosen = refusal.querySelector("input[type=radio]:checked");
  (chosen ? refusal.querySelector("button") : refusal.querySelector("input[type=radio]")).focus();
  announce(chosen
    ? `دلیل پیشنهادی: ${chosen.parentElement.textContent.trim()}. با رقم عوض کنید، با Enter بفرستید.`
    : "دلیل را با رقم انتخاب کنید.");
}

function openAside() {
  const aside = current()?.querySelector(".aside");
  if (!aside) return;
  closeAll();
  aside.open = true;
  aside.querySelector("input[name=note]").focus();
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

function closeAll() {
  current()?.querySelectorAll(".ask[open]").forEach((asked) => { asked.open = false; });
}

function close() {
  const item = current();
  closeAll();
  item?.focus();
}

function open(selector) {
  const details = current()?.querySelector(selector);
  if (details) details.open = !details.open;
}

async function takeBack() {
  if (!await undo()) send(document.querySelector(".flash [data-does=undo]"));
}

const KEYS = {
  KeyJ: () => step(1),
  KeyK: () => step(-1),
  KeyP: () => send(does("published")),
  KeyR: openRefusal,
  KeyS: () => send(does("spam")),
  KeyH: openAside,
  KeyB: () => does("ban")?.click(),
  KeyX: () => current()?.querySelector(".pick")?.click(),
  KeyU: takeBack,
  KeyZ: takeBack,
  KeyO: () => open(".article"),
  KeyI: () => open(".more"),
};

function isTyping(target) {
  return target.matches("textarea, select, input:not([type=radio], [type=checkbox]), [contenteditable]");
}

function onKey(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.code === "Escape") { if (!help?.matches(":popover-open")) close(); return; }
  if (isTyping(event.target) || !keysOn) return;
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
  if (digit) { if (choose(Number(digit[1]))) event.preventDefault(); return; }
  if (event.code === "Slash") {
    event.preventDefault();
    if (event.shiftKey) help?.togglePopover();
    else document.getElementById("search")?.focus();
    return;
  }
  const arrow = { ArrowDown: 1, ArrowUp: -1 }[event.code];
  if (arrow && (event.target.matches("input[type=radio]") || hasMore(arrow))) return;
  // Among the reasons a letter must not publish: only digits, Enter and Escape mean something there.
  if (event.target.closest(".ask > form")) return;
  const act = arrow ? () => step(arrow) : KEYS[event.code];
  // A key that is held down moves on; it decides once.
  if (!act || help?.matches(":popover-open") || event.repeat && !["KeyJ", "KeyK"].includes(event.code) && !arrow) return;
  event.preventDefault();
  act();
}

function onSubmit(event) {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.closest(".item") && !isAlone()) {
    event.preventDefault();
    if (form.getAttribute("aria-busy") === "true") return;
    form.setAttribute("aria-busy", "true");
    const sent = IN_PLACE.has(form.dataset.does) ? sendInPlace(form) : carryOut(form);
    sent.finally(() => form.removeAttribute("aria-busy"));
    return;
  }
  // A double click decides once.
  if (form.getAttribute("aria-busy") === "true") event.preventDefault();
  form.setAttribute("aria-busy", "true");
}

/** What stands around a comment comes into its fold when that is opened first. */
async function onToggle(event) {
  const details = event.target;
  if (!details.open || !details.dataset?.beside) return;
  const page = await fetchPage(details.dataset.beside);
  const found = page?.querySelector(".around");
  if (!found) return; // the link is still there
  delete details.dataset.beside;
  details.querySelector("p").before(document.adoptNode(found));
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
  document.addEventListener("focusin", (event) => visit(event.target.closest(".item")));
  document.addEventListener("toggle", onToggle, true);
  // Back in the browser's history: the forms may be sent again, and the answer says when they are too old.
  addEventListener("pageshow", () => document.querySelectorAll("[aria-busy]").forEach((form) => form.removeAttribute("aria-busy")));
  const wanted = document.getElementById(location.hash.slice(1));
  if (wanted) go(wanted);
  const said = document.getElementById("said");
  if (said?.textContent.trim()) announce(said.textContent.replace(/\s+/g, " ").trim());
  prefetch();
}

start();
