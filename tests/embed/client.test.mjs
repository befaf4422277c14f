import assert from "node:assert/strict";
import { test } from "node:test";

import { Client } from "../../service/web/embed/client.js";
import { ReaderToken } from "../../service/web/embed/reader.js";

const reader = (storage = null) => new ReaderToken("https://x/", storage);

function serving(answer) {
  const calls = [];
  const fetch = async (url, init) => {
    calls.push({ url, init });
    return answer();
  };
  return { client: new Client("https://comments.example.ir/sub/", "pk_1", reader(), fetch), calls };
}

const json = (status, body, headers = {}) => () => new Response(JSON.stringify(body), { status, headers });
const failureOf = (promise) => promise.then(() => assert.fail("no failure"), (failure) => failure);

test("a thread is asked for with article, site, order and cursor, encoded", async () => {
  const { client, calls } = serving(json(200, { comments: [] }));
  await client.thread("a b/c", "oldest", "cur sor");

  assert.equal(
    calls[0].url,
    "https://comments.example.ir/sub/v1/articles/a%20b%2Fc/comments?site=pk_1&order=oldest&after=cur+sor",
  );
  assert.equal(calls[0].init.credentials, "omit");
});

test("a captcha is asked for by its kind, or by none", async () => {
  const { client, calls } = serving(json(200, {}));
  await client.captcha("audio");
  await client.captcha("");

  assert.deepEqual(
    calls.map(({ url }) => new URL(url).search),
    ["?site=pk_1&kind=audio", "?site=pk_1"],
  );
});

test("a comment is sent with all that the contract asks for", async () => {
  const { client, calls } = serving(json(201, { status: "published" }));
  const draft = { text: "سلام", name: "مینا", key: "key-12345", refused: "x" };
  await client.submit("1", null, draft, { token: "t", answer: "۱۲" });

  assert.deepEqual(JSON.parse(calls[0].init.body), {
    site: "pk_1",
    article_id: "1",
    parent_id: null,
    text: "سلام",
    author_name: "مینا",
    captcha: { token: "t", answer: "۱۲" },
    client_key: "key-12345",
  });
});

test("without a site key none is sent", async () => {
  const calls = [];
  const fetch = async (url, init) => calls.push({ url, init }) && json(200, {})();
  const client = new Client("https://comments.example.ir/", "", reader(), fetch);
  await client.captcha();
  await client.submit("1", null, { text: "", name: "", key: "k" }, {});

  assert.equal(calls[0].url, "https://comments.example.ir/v1/captcha");
  assert.equal("site" in JSON.parse(calls[1].init.body), false);
});

test("a problem comes out with its kind, its faults and its fresh captcha", async () => {
  const problem = { type: "/problems/captcha-failed", detail: "نادرست", captcha: { token: "new" } };
  const { client } = serving(json(422, problem));
  const failure = await failureOf(client.captcha());

  assert.equal(failure.kind, "captcha-failed");
  assert.deepEqual(failure.captcha, { token: "new" });
  assert.deepEqual(failure.faults, []);
});

test("a limit says how long to wait, by its header or in the problem", async () => {
  const headed = serving(json(429, { type: "/problems/too-many-requests" }, { "Retry-After": "30" }));
  const told = serving(json(429, { type: "/problems/too-many-requests", retry_after: 12.2 }));
  const silent = serving(json(429, {}));

  assert.equal((await failureOf(headed.client.captcha())).wait, 30);
  assert.equal((await failureOf(told.client.captcha())).wait, 13);
  assert.equal((await failureOf(silent.client.captcha())).wait, null);
});

test("no answer is offline; an error, a proxy's page or rubbish is the service's fault", async () => {
  const offline = serving(() => {
    throw new TypeError("Failed to fetch");
  });
  const page = (status) => serving(() => new Response("<h1>Bad Gateway</h1>", { status }));

  assert.equal((await failureOf(offline.client.captcha())).kind, "offline");
  for (const status of [200, 403, 500, 502]) {
    assert.equal((await failureOf(page(status).client.captcha())).kind, "service", `${status}`);
  }
  assert.equal((await failureOf(serving(json(500, { type: "/problems/x" })).client.captcha())).kind, "service");
});

test("an answer that never comes ends the call", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const never = (url, { signal }) =>
    new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  const failure = failureOf(new Client("https://x.example/", "", reader(), never).captcha());
  context.mock.timers.tick(60_000);

  assert.equal((await failure).kind, "slow");
});

test("further replies come with what is still left", async () => {
  const { client, calls } = serving(json(200, { replies: [{ id: "b" }], more_replies: { count: 1, after: "b" } }));
  const answer = await client.replies("a", "x");

  assert.deepEqual(answer, { replies: [{ id: "b" }], more: { count: 1, after: "b" } });
  assert.match(calls[0].url, /v1\/comments\/a\/replies\?site=pk_1&after=x$/);
});

test("a reader's token is kept, and goes along with what the reader does, not with what anybody reads", async () => {
  const kept = new Map();
  const storage = { getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => kept.set(name, value) };
  const calls = [];
  const answers = [{ token: "c", reader: "r.1.0.s" }, { token: "d" }, { status: "published", reader: "r.1.1.s" }, {}, {}];
  const fetch = async (url, init) => calls.push(init) && json(200, answers.shift())();
  const client = new Client("https://x.example/", "", reader(storage), fetch);
  await client.captcha();
  await client.captcha();
  await client.submit("1", null, { text: "", name: "", key: "k" }, {});
  await client.thread("1", "newest");
  await new Client("https://x.example/", "", reader(storage), fetch).captcha();

  assert.deepEqual(
    calls.map(({ headers }) => headers?.["Nazer-Reader"]),
    [undefined, "r.1.0.s", "r.1.0.s", undefined, "r.1.1.s"],
  );
  assert.equal(calls[2].headers["Content-Type"], "application/json");
  assert.deepEqual([...kept], [["nazer:reader:https://x/", "r.1.1.s"]]);
});

test("where nothing may be kept, a token lives as long as the page", async () => {
  const forbidden = () => {
    throw new Error("forbidden");
  };
  for (const storage of [null, { getItem: forbidden, setItem: forbidden }]) {
    const token = reader(storage);
    token.keep("r.1.0.s");
    token.keep(undefined);

    assert.equal(token.get(), "r.1.0.s");
  }
});

test("who is new gets a token before the first vote, and keeps it", async () => {
  const calls = [];
  const answers = [{ reader: "r.1.0.s" }, { likes: 1, dislikes: 0, value: 1 }, {}];
  const fetch = async (url, init) => calls.push([init.method, new URL(url).pathname, init]) && json(200, answers.shift())();
  const client = new Client("https://x.example/", "pk_1", reader(), fetch);

  assert.deepEqual(await client.vote("a/b", 1), { likes: 1, dislikes: 0, value: 1 });
  await client.report("c", "insult", "");
  assert.deepEqual(
    calls.map(([method, path]) => `${method} ${path}`),
    ["POST /v1/readers", "PUT /v1/comments/a%2Fb/vote", "POST /v1/comments/c/reports"],
  );
  assert.deepEqual(JSON.parse(calls[1][2].body), { site: "pk_1", value: 1 });
  assert.deepEqual(calls[2][2].headers["Nazer-Reader"], "r.1.0.s");
});

test("what anybody may read is asked for without a token; what is one's own, with it", async () => {
  const { client, calls } = serving(json(200, { reader: "r.1.0.s" }));
  await client.captcha("");
  await client.state("1");
  await client.branch("c");
  await client.mine("1");

  assert.deepEqual(
    calls.map(({ url, init }) => [new URL(url).pathname.replace("/sub/v1/", ""), init.headers?.["Nazer-Reader"]]),
    [["captcha", undefined], ["articles/1/state", undefined], ["comments/c/branch", undefined], ["articles/1/mine", "r.1.0.s"]],
  );
});

test("an edit and a withdrawal go to the comment's private address", async () => {
  const { client, calls } = serving(json(200, { status: "published" }));
  await client.edit("to/ken", "متن", "");
  await client.withdraw("token");

  assert.deepEqual(
    calls.map(({ url, init }) => `${init.method} ${new URL(url).pathname}`),
    ["PATCH /sub/v1/submissions/to%2Fken", "DELETE /sub/v1/submissions/token"],
  );
});
