import assert from "node:assert/strict";
import { test } from "node:test";

import { solve } from "../../service/web/embed/pow.js";

// Made by ALTCHA's server library 2.3 with counter 37; the key is what its own solver finds.
const CHALLENGE = {
  parameters: {
    algorithm: "PBKDF2/SHA-256",
    cost: 10,
    keyLength: 32,
    keyPrefix: "f40dda9fc0ad1a3b87aab667b6adecd6",
    nonce: "09f9e590d782d4725b50aa5f33655027",
    salt: "03b454e4fc7d88bf7f467dbdd688cac3",
    keySignature: "61924294240d1502ff90780ca255bb0f817ac7ebae08a69fc3d59b529775351f",
  },
  signature: "0e253cddc9addc1360c74ab53e563c0f33615a8cafa4d5479c47248ae0d3b32c",
};
const KEY = "f40dda9fc0ad1a3b87aab667b6adecd68b8fa6e7fc68a20609e048a3a8ad81a6";

test("a challenge of ALTCHA's is solved as its own solver does, and comes back whole", async () => {
  const payload = JSON.parse(atob(await solve(CHALLENGE)));

  assert.deepEqual(payload, { challenge: CHALLENGE, solution: { counter: 37, derivedKey: KEY } });
});

test("a browser without cryptography says so at once", async () => {
  await assert.rejects(solve(CHALLENGE, {}));
});
