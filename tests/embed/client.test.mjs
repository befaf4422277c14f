import assert from "node:assert/strict";
import { test } from "node:test";

import { Client } from "../../service/web/embed/client.js";

function serving(answer) {
  const calls = [];
  const fetch = async (url, init) => {
    calls.push({ url, init });
    return answer();
  };
  return { client: new Client("https://comments.example.ir/sub/", "pk_1", fetch), calls };
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
  const client = new Client("https://comments.example.ir/", "", fetch);
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
  const failure = failureOf(new Client("https://x.example/", "", never).captcha());
  context.mock.timers.tick(60_000);

  assert.equal((await failure).kind, "slow");
});

test("further replies come with what is still left", async () => {
  const { client, calls } = serving(json(200, { replies: [{ id: "b" }], more_replies: { count: 1, after: "b" } }));
  const answer = await client.replies("a", "x");

  assert.deepEqual(answer, { replies: [{ id: "b" }], more: { count: 1, after: "b" } });
  assert.match(calls[0].url, /v1\/comments\/a\/replies\?site=pk_1&after=x$/);
});
