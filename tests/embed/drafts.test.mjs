import assert from "node:assert/strict";
import { test } from "node:test";

import { Drafts, isAsRefused, newDraft, newKey, refusedDraft, sendable, suggestedDraft } from "../../service/web/embed/drafts.js";

const DAY = 24 * 60 * 60 * 1000;

function memoryStorage() {
  const kept = new Map();
  return {
    kept,
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => kept.set(name, value),
    removeItem: (name) => kept.delete(name),
  };
}

const forbidden = {
  getItem() {
    throw new Error("forbidden");
  },
  setItem() {
    throw new Error("full");
  },
  removeItem() {
    throw new Error("forbidden");
  },
};

const draft = { text: "سلام", name: "مینا", key: "key-12345", refused: null, replaces: null };

test("a draft survives a reload, for its article and parent alone", () => {
  const storage = memoryStorage();
  new Drafts("base:site:1", storage).save("parent", draft);
  const reloaded = new Drafts("base:site:1", storage);

  assert.deepEqual(reloaded.load("parent"), draft);
  assert.equal(reloaded.load(null), null);
  assert.equal(new Drafts("base:site:2", storage).load("parent"), null);
});

test("a draft that was sent is gone", () => {
  const storage = memoryStorage();
  const drafts = new Drafts("scope", storage);
  drafts.save(null, draft);
  drafts.clear(null);

  assert.equal(drafts.load(null), null);
  assert.equal(storage.kept.size, 0);
});

test("a draft of a month ago is not brought back after a reload", () => {
  const storage = memoryStorage();
  new Drafts("scope", storage, () => 0).save(null, draft);

  assert.equal(new Drafts("scope", storage, () => 31 * DAY).load(null), null);
});

test("where storing is forbidden or there is no storage, drafts last as long as the page", () => {
  for (const storage of [forbidden, null]) {
    const drafts = new Drafts("scope", storage);
    drafts.save(null, draft);

    assert.deepEqual(drafts.load(null), draft);
    drafts.clear(null);
    assert.equal(drafts.load(null), null);
  }
});

test("what others left in the storage is no draft", () => {
  for (const rubbish of ["", "null", "[]", '{"text": 1}', '{"text":"x","name":"","key":"k","refused":null}', "{"]) {
    const storage = memoryStorage();
    storage.setItem("nazer:draft:scope:", rubbish);

    assert.equal(new Drafts("scope", storage).load(null), null);
  }
});

test("the key stays while a draft is mended after a failure, so that nothing is stored twice", () => {
  assert.equal(sendable({ ...draft, text: "سلام دوباره" }, () => "new").key, draft.key);
});

test("a refused draft gets a new key once its text or name has changed, and not before", () => {
  const refused = refusedDraft(draft);

  assert.equal(sendable(refused, () => "new"), refused);
  assert.equal(isAsRefused(refused), true);
  assert.deepEqual(sendable({ ...refused, text: "مؤدبانه" }, () => "new"), {
    text: "مؤدبانه",
    name: "مینا",
    key: "new",
    refused: null,
    replaces: null,
  });
  assert.equal(sendable({ ...refused, name: "نازنین" }, () => "new").key, "new");
});

test("what was suggested goes under a new key in place of a refused text, and keeps what it replaces", () => {
  const refused = suggestedDraft(refusedDraft(draft), "سلام به همه", null);
  const held = suggestedDraft(newDraft(() => "fresh"), "سلام به همه", "token");

  assert.equal(sendable(refused, () => "new").key, "new");
  assert.equal(sendable(refused, () => "new").name, draft.name);
  assert.deepEqual(sendable(held), { text: "سلام به همه", name: "", key: "fresh", refused: null, replaces: "token" });
});

test("a reload keeps what a draft replaces, and drafts of earlier versions replace nothing", () => {
  const storage = memoryStorage();
  const drafts = new Drafts("scope", storage);
  drafts.save(null, { ...draft, replaces: "token" });
  assert.equal(new Drafts("scope", storage).load(null).replaces, "token");

  const { replaces, ...earlier } = draft;
  storage.setItem("nazer:draft:scope:", JSON.stringify({ ...earlier, saved: Date.now() }));
  assert.equal(new Drafts("scope", storage).load(null).replaces, null);
  storage.setItem("nazer:draft:scope:", JSON.stringify({ ...draft, replaces: 1, saved: Date.now() }));
  assert.equal(new Drafts("scope", storage).load(null), null);
});

test("a key can be made on pages without TLS, where randomUUID is missing", () => {
  const insecure = { getRandomValues: (bytes) => globalThis.crypto.getRandomValues(bytes) };

  assert.match(newKey(insecure), /^[0-9a-f]{32}$/);
  assert.notEqual(newKey(insecure), newKey(insecure));
  assert.match(newDraft().key, /^[0-9a-f-]{36}$/);
});
