import assert from "node:assert/strict";
import { test } from "node:test";

import { Watch, pause } from "../../service/web/embed/watch.js";

function page() {
  const made = Object.assign(new EventTarget(), {
    document: Object.assign(new EventTarget(), { visibilityState: "visible" }),
    navigator: { onLine: true },
  });
  made.see = (state) => {
    made.document.visibilityState = state;
    made.document.dispatchEvent(new Event("visibilitychange"));
  };
  return made;
}

function watching(context, ask = async () => {}) {
  context.mock.timers.enable({ apis: ["setTimeout", "Date"] });
  const here = page();
  const asked = context.mock.fn(ask);
  const watch = new Watch(asked, here);
  watch.start();
  return { here, watch, asked: () => asked.mock.callCount(), pass: (ms) => context.mock.timers.tick(ms) };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test("readers are spread over time, and failures make them ask more rarely, up to a limit", () => {
  assert.equal(pause(0, () => 0), 24_000);
  assert.equal(pause(0, () => 0.999), 35_988);
  assert.equal(pause(2, () => 0.5), 120_000);
  assert.equal(pause(40, () => 0.5), 600_000);
});

test("it asks about every half minute, until it is stopped", async (context) => {
  const { watch, asked, pass } = watching(context);
  pass(20_000);
  assert.equal(asked(), 0);
  pass(20_000);
  assert.equal(asked(), 1);
  await settled();
  watch.stop();
  pass(600_000);
  assert.equal(asked(), 1);
});

test("a page that nobody sees asks nothing, and at once when it is seen again", async (context) => {
  const { here, asked, pass } = watching(context);
  here.see("hidden");
  pass(600_000);
  assert.equal(asked(), 0);
  here.see("visible");
  assert.equal(asked(), 1);
  here.see("visible");
  assert.equal(asked(), 1);
});

test("without a network it waits for one", async (context) => {
  const { here, asked, pass } = watching(context);
  here.navigator.onLine = false;
  pass(600_000);
  assert.equal(asked(), 0);
  here.navigator.onLine = true;
  here.dispatchEvent(new Event("online"));
  assert.equal(asked(), 1);
});

test("after a failure it waits twice as long, and once stopped it stays so", async (context) => {
  const { watch, asked, pass } = watching(context, async () => {
    throw new Error("away");
  });
  pass(40_000);
  assert.equal(asked(), 1);
  await settled();
  pass(40_000);
  assert.equal(asked(), 1);
  pass(40_000);
  assert.equal(asked(), 2);
  watch.stop();
  await settled();
  pass(6_000_000);
  assert.equal(asked(), 2);
});
