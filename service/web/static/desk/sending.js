// Decisions go in the background: the next comment is there at once, and for ten seconds each can be taken back by a button.

import { announce, fetchItem, go, isAlone, takeOff } from "./items.js";
import { refreshCounts } from "./counts.js";

const UNDO_SECONDS = 10;
const LOST = "ارتباط برقرار نشد؛ دوباره تلاش کنید.";
const SIGNED_OUT = "نشست شما پایان یافته است؛ صفحه را تازه کنید.";

const flash = document.getElementById("flash");
/** Decisions of this page that can be taken back, the last one at the end. */
const done = [];
let hiding = 0;

/** Sends a form's fields; the answer, or why there is none. */
export async function post(address, fields) {
  let answer;
  try {
    answer = await fetch(address, {
      method: "POST", body: fields, credentials: "same-origin", headers: { Accept: "application/json" },
    });
  } catch {
    return { trouble: LOST };
  }
  if (answer.redirected) return { trouble: SIGNED_OUT };
  const isJson = (answer.headers.get("Content-Type") ?? "").startsWith("application/json");
  const body = isJson ? await answer.json() : {};
  if (answer.ok) return body;
  return { trouble: body.detail || LOST, status: answer.status, claimedBy: body.claimed_by };
}

/** Carries out what a form of a comment asks for. */
export async function carryOut(form) {
  const item = form.closest(".item");
  const fields = new FormData(form);
  const before = fields.get("note");
  const name = item.querySelector("h2").textContent.trim();
  const decision = { csrf: fields.get("csrf"), undo: form.dataset.does === "aside" ? "return" : "undo" };
  decision.putBack = takeOff(item);
  decision.answer = post(form.action, fields);
  done.push(decision);
  const answer = await decision.answer;
  refreshCounts();
  if (!answer.trouble) { offerUndo(`نظر ${name}: ${answer.said}`); return; }
  done.splice(done.indexOf(decision), 1);
  const fresh = answer.status === 409 ? await fetchItem(item) : null;
  const shown = decision.putBack(fresh ?? item);
  if (!fresh && before) form.elements.note.value = before;
  complain(shown, answer.trouble);
}

/** Sends a form that leaves the comment where it is: a note, a claim. */
export async function sendInPlace(form) {
  const item = form.closest(".item");
  const answer = await post(form.action, new FormData(form));
  if (answer.trouble) { complain(item, answer.trouble); return; }
  const fresh = await fetchItem(item);
  if (fresh) { item.replaceWith(fresh); go(fresh); }
  announce(answer.said);
}

/** Takes the last decision of this page back; false when there is none. */
export async function undo() {
  const decision = done.pop();
  if (!decision) return false;
  hide();
  const answer = await decision.answer;
  const item = decision.putBack();
  go(item);
  const fields = new FormData();
  fields.set("csrf", decision.csrf);
  fields.set("revision", answer.revision ?? "");
  const taken = await post(item.dataset.page + "/" + decision.undo, fields);
  const fresh = await fetchItem(item);
  if (fresh) { decision.putBack(fresh); go(fresh); }
  if (taken.trouble) complain(fresh ?? item, taken.trouble);
  else announce(taken.said);
  refreshCounts();
  return true;
}

function complain(item, sentence) {
  const place = item.querySelector(".trouble");
  place.textContent = sentence;
  place.hidden = false;
  announce(sentence);
}

function offerUndo(sentence) {
  announce(sentence);
  if (!flash || isAlone()) return;
  const said = document.createElement("p");
  said.id = "said";
  said.textContent = sentence;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.dataset.does = "undo-last";
  button.append("پس‌گرفتن تصمیم ", key("U"));
  button.addEventListener("click", undo);
  flash.replaceChildren(said, button);
  flash.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(hide, UNDO_SECONDS * 1000);
}

function hide() {
  clearTimeout(hiding);
  if (!flash) return;
  flash.hidden = true;
  flash.replaceChildren();
}

function key(letter) {
  const shown = document.createElement("kbd");
  shown.setAttribute("aria-hidden", "true");
  shown.textContent = letter;
  return shown;
}
