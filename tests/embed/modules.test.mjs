import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const folder = new URL("../../service/web/embed/", import.meta.url);
const modules = readdirSync(folder).filter((name) => name.endsWith(".js"));
const read = (name) => readFileSync(new URL(name, folder), "utf8");

test("no module has a way in for markup or code", () => {
  for (const name of modules) {
    assert.doesNotMatch(read(name), /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function/, name);
  }
});

test("no text spans lines, since margins are taken away when the modules are served", () => {
  for (const name of modules) {
    const code = read(name).replaceAll(/^\s*(\/\*[^]*?\*\/|\/\/.*)$/gm, "");
    for (const line of code.split("\n")) assert.equal((line.match(/`/g) ?? []).length % 2, 0, `${name}: ${line}`);
  }
});

test("pure modules do not touch the page, and say so", () => {
  const pure = modules.filter((name) => read(name).split("\n").find(Boolean).includes("No DOM here"));

  assert.deepEqual(pure, [
    "client.js",
    "dates.js",
    "drafts.js",
    "english.js",
    "faults.js",
    "own.js",
    "permalink.js",
    "pow.js",
    "reader.js",
    "state.js",
    "strings.js",
    "text.js",
  ]);
  for (const name of pure) assert.doesNotMatch(read(name), /\b(document|window)\.|from "\.\/dom\.js"/, name);
});

test("importing a module registers nothing and fetches nothing", async () => {
  for (const name of modules) await import(new URL(name, folder));

  assert.equal(globalThis.customElements, undefined);
});
