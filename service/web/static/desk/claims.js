// Whoever stays at a comment takes it for some minutes; who else looks at it is told.

import { post } from "./sending.js";
import { isAlone } from "./items.js";

const STAY = 400; // milliseconds: whoever passes by takes nothing

let waiting = 0;
let taken = "";

/** The comment has the focus. */
export function visit(item) {
  clearTimeout(waiting);
  if (!item?.dataset.claim || item.id === taken || isAlone()) return;
  waiting = setTimeout(() => take(item), STAY);
}

async function take(item) {
  if (!item.isConnected) return;
  taken = item.id;
  const fields = new FormData();
  fields.set("csrf", item.querySelector("[name=csrf]").value);
  const answer = await post(item.dataset.claim, fields);
  const badge = item.querySelector(".taken");
  item.classList.toggle("is-taken", Boolean(answer.claimedBy));
  badge.hidden = !answer.claimedBy;
  badge.querySelector("bdi").textContent = answer.claimedBy ?? "";
}
