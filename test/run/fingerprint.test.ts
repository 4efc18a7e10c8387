// Which runs may be compared: equal plans have equal fingerprints, and each difference is a field of its own.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Fingerprint } from "../../src/result/fingerprint.ts";
import { type Flags, standInSettings } from "../../src/run/environment.ts";
import { fingerprintOf, type KnownTarget } from "../../src/run/fingerprint.ts";
import { loadOf } from "../../src/run/make-plan.ts";

const target: KnownTarget = { service: "obcms", version: "1.0.0", dataset: "0123456789abcdef" };

function of(flags: Flags = {}, known: Partial<KnownTarget> = {}, k6 = "v2.2.0"): Fingerprint {
  const settings = standInSettings("http://127.0.0.1:9", { scenarios: ["api_crud"], ...flags });
  return fingerprintOf(k6, settings.values, loadOf(settings), { ...target, ...known });
}

test("the same plan has the same fingerprint, whatever it is called and wherever the target listens", () => {
  assert.deepEqual(of(), of());
  assert.deepEqual(of(), of({ build: "7", environment: "other", baseUrl: "http://127.0.0.1:10" }));
});

const differences: readonly [title: string, other: Fingerprint, field: keyof Fingerprint][] = [
  ["another k6", of({}, {}, "v2.3.0"), "k6"],
  ["another pause", of({ thinkTimeScale: 0.5 }), "load"],
  ["a cache that is emptied first", of({ flushCache: true }), "load"],
  ["a longer run", of({ durationSeconds: 99 }), "load"],
  ["another scenario", of({ scenarios: ["executive_analytics"] }), "load"],
  ["something left out", of({ allowResidue: false }), "load"],
  ["another dataset", of({}, { dataset: "fedcba9876543210" }), "dataset"],
  ["a target of which the dataset is not known", of({}, { dataset: undefined }), "dataset"],
  ["another version", of({}, { version: "1.0.1" }), "target"],
  ["another commit", of({}, { revision: "eac768d" }), "target"],
  ["another configuration", of({}, { configuration: { debug: true } }), "configuration"],
  ["a look into the database", of({ databaseUrl: "postgres://127.0.0.1/x" }), "probes"],
];
for (const [title, other, field] of differences)
  test(`${title} is seen in ${field}, and in nothing else`, () => {
    const one = of();
    const changed = (Object.keys(one) as (keyof Fingerprint)[]).filter(
      (name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]),
    );
    assert.deepEqual(changed, ["id", field]);
  });

test("another profile is another load, too", () => {
  const one = of();
  const other = of({ profile: "baseline" });
  assert.notEqual(one.profile, other.profile);
  assert.notEqual(one.load, other.load);
});
