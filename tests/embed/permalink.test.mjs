import assert from "node:assert/strict";
import { test } from "node:test";

import { linkTo, readLink } from "../../service/web/embed/permalink.js";

test("a link leads to where it came from, whatever stood in the address before", () => {
  const href = linkTo("01J9-x", { href: "https://news.example.ir/5414189?page=2#top" });

  assert.equal(href, "https://news.example.ir/5414189?page=2#nazer-01J9-x");
  assert.equal(readLink(new URL(href)), "01J9-x");
});

test("an id of any letters survives, and other marks are none of ours", () => {
  assert.equal(readLink(new URL(linkTo("آ b/#", { href: "https://x/" }))), "آ b/#");
  for (const hash of ["", "#", "#top", "#nazer-", "#nazer-%E0%A4%A"]) assert.equal(readLink({ hash }), null, hash);
});
