import assert from "node:assert/strict";
import { test } from "node:test";
import { djangoHash, saltOf } from "../../src/seed/password-hash.ts";

test("a hash is what Django 5.2's make_password gave for the same password and salt", () => {
  assert.equal(
    djangoHash("Perf-Pass-123!", "obcmsPerfSeedSalt00001"),
    "pbkdf2_sha256$1000000$obcmsPerfSeedSalt00001$pox/tfX2EWNfyLfDpZtYEKDwY4wCFeMf9UG3QKvnx/o=",
  );
  assert.equal(
    djangoHash("pass", "abcdefghijklmnopqrstuv", 1000),
    "pbkdf2_sha256$1000$abcdefghijklmnopqrstuv$voEExgvYTGZwW++PVGMcit/qRrD0tkqOn38UJY25dO0=",
  );
});

test("a salt is Django's in length, the same for the same seed, another for another", () => {
  assert.match(saltOf(1), /^[A-Za-z0-9]{22}$/);
  assert.equal(saltOf(1), saltOf(1));
  assert.notEqual(saltOf(1), saltOf(2));
});
