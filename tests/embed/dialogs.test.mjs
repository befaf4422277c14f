import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { FA } from "../../service/web/embed/dialogs.js";
import { EN } from "../../service/web/embed/english.js";

test("the dialogs say the same in both languages, with the same places", () => {
  const shape = (said) =>
    Object.entries(said).map(([name, text]) => [name, typeof text === "string" ? text.match(/\{\w+\}/g) : shape(text)]);

  assert.deepEqual(shape(FA), shape(EN.dialogs));
});

test("the reasons are those of the house, in its order", () => {
  const file = readFileSync(new URL("../../service/messages/reasons.toml", import.meta.url), "utf8");
  const codes = [...file.matchAll(/^\[([\w-]+)\]\nfa = "(.+)"/gm)].map(([, code, fa]) => [code, fa]);

  assert.deepEqual(Object.entries(FA.reasons), codes);
});
