import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { unknownFields } from "../../src/compare/comparable.ts";
import { compareSides, type Reading } from "../../src/compare/compare.ts";
import type { Side } from "../../src/compare/side.ts";
import { spreadOf, spreadOfShares, studentT } from "../../src/compare/spread.ts";
import { comparisonText } from "../../src/compare/text.ts";
import { assertGolden } from "../golden.ts";
import { FAILED, fingerprint, P95, side } from "./sides.ts";

const other = {
  build: "2",
  target: ["obcms 1.1.0 def"],
  fingerprint: { ...fingerprint, target: "obcms 1.1.0 def" },
};
const kept = [side("a", 100), side("b", 104), side("c", 96), side("d", 101)];

function readings(candidate: Side, some: readonly Side[] = kept): Record<string, Reading> {
  const [baseline = side("a", 100), ...rest] = some;
  const { rows } = compareSides(baseline, candidate, rest);
  return Object.fromEntries(rows.map(({ id, reading }) => [id, reading]));
}

test("another target is what a comparison is about", () => {
  assert.deepEqual(compareSides(side("a", 100), side("z", 100, other), []).differences, []);
});

type Change = readonly [field: string, change: Partial<Side>];
const changed = (name: keyof typeof fingerprint, value: unknown): Change => [
  name,
  { fingerprint: { ...fingerprint, [name]: value } as typeof fingerprint },
];
const changes: readonly Change[] = [
  ["environment", { environment: "local" }],
  ["profile", { profile: "soak" }],
  ["scenarios", { cards: ["api_crud", "htmx_bursts"] }],
  changed("load", "other"),
  changed("suite", "other"),
  changed("k6", "2.3.0"),
  changed("dataset", null),
  changed("configuration", "other"),
  changed("generator", "a faster machine"),
  changed("probes", []),
  ["fingerprint", { fingerprint: null }],
];
for (const [field, change] of changes)
  test(`another ${field} is refused by name, with both values, and nothing is compared`, () => {
    const { differences, rows, onlyOne } = compareSides(side("a", 100), side("z", 500, change), kept);
    assert.deepEqual(
      differences.map((one) => one.field),
      [field],
    );
    assert.notEqual(differences[0]?.baseline, differences[0]?.candidate);
    assert.deepEqual([rows, onlyOne], [[], []]);
  });

test("what neither side knows is said, and does not pass for the same in silence", () => {
  const blind = { ...fingerprint, dataset: null };
  const { differences, unknown } = compareSides(
    side("a", 100, { fingerprint: blind }),
    side("z", 100, { fingerprint: blind }),
    [],
  );
  assert.deepEqual([differences, unknown], [[], ["dataset"]]);
  assert.deepEqual(unknownFields(side("a", 1)), []);
});

test("with fewer than three equal runs nothing is called better or worse, however far it is", () => {
  assert.deepEqual(readings(side("z", 900, other), kept.slice(0, 2)), {
    [P95]: "unknown",
    [FAILED]: "unknown",
  });
});

const cases: readonly (readonly [string, number, Reading])[] = [
  ["inside of what equal runs differ by is usual", 108, "usual"],
  ["slower than that is worse", 130, "worse"],
  ["faster than that is better", 70, "better"],
];
for (const [name, ms, reading] of cases)
  test(`a p(95) ${name}`, () => assert.equal(readings(side("z", ms, other))[P95], reading));

test("times that differ by less than 5 % are usual, however alike equal runs were", () => {
  const alike = [side("a", 100), side("b", 100), side("c", 100)];
  assert.equal(readings(side("z", 104, other), alike)[P95], "usual");
  assert.equal(readings(side("z", 106, other), alike)[P95], "worse");
});

test("a share that was never above 0 is worse when it clearly is, and a figure of which less is worse turns round", () => {
  assert.equal(readings(side("z", 100, other, 0.01))[FAILED], "worse");
  const turned = (one: Side): Side => ({
    ...one,
    figures: one.figures.map((figure) => ({ ...figure, worse: "lower" as const })),
  });
  assert.equal(readings(turned(side("z", 70, other)), kept.map(turned))[P95], "worse");
});

const strangers: readonly (readonly [string, Partial<Side>])[] = [
  ["of another build", { build: "9" }],
  ["of another target", { target: ["obcms 1.0.0 abc", "delay=5@read"] }],
  ["with another load", { fingerprint: { ...fingerprint, load: "other" } }],
  ["that is INVALID", { verdict: "INVALID" }],
  ["that ended early", { ended: "interrupted" }],
];
for (const [name, change] of strangers)
  test(`a run ${name} tells nothing of the spread`, () => {
    const { spreadOf: ids } = compareSides(side("a", 100), side("z", 100, other), [
      side("b", 100),
      side("x", 900, change),
    ]);
    assert.deepEqual(ids, ["a", "b"]);
  });

test("the candidate is never one of the runs that it is held to", () => {
  const { spreadOf: ids } = compareSides(side("a", 100), side("z", 500), [...kept, side("z", 500)]);
  assert.deepEqual(ids, ["a", "b", "c", "d"]);
});

test("a run compared with itself shows no change, whatever its figures", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1e6, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.array(
        fc.tuple(fc.double({ min: 0.1, max: 1e6, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
      ),
      (ms, failed, others) => {
        const { rows } = compareSides(
          side("a", ms, {}, failed),
          side("z", ms, other, failed),
          others.map(([value, share], at) => side(`k${at}`, value, {}, share)),
        );
        const expected = others.length < 2 ? "unknown" : "usual";
        assert.deepEqual(
          rows.map(({ change, reading }) => [change, reading]),
          rows.map(() => [0, expected]),
        );
      },
    ),
  );
});

test("a slower candidate is never read as better than a faster one", () => {
  const order: readonly Reading[] = ["better", "usual", "worse"];
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 1, max: 1e4, noNaN: true }), { minLength: 3, maxLength: 8 }),
      fc.double({ min: 1, max: 1e5, noNaN: true }),
      fc.double({ min: 1, max: 10, noNaN: true }),
      (equal, ms, factor) => {
        const some = equal.map((value, at) => side(`k${at}`, value));
        const rank = (value: number): number =>
          order.indexOf(readings(side("z", value, other), some)[P95] ?? "usual");
        // Around the baseline itself small changes are of no interest on either side.
        if (Math.abs(ms / (equal[0] ?? 1) - 1) < 0.05 || Math.abs((ms * factor) / (equal[0] ?? 1) - 1) < 0.05)
          return;
        assert.ok(rank(ms * factor) >= rank(ms));
      },
    ),
  );
});

test("the quantiles of Student's t are those that its density gives", () => {
  for (const degrees of [1, 2, 3, 5, 10, 30])
    assert.ok(Math.abs(mass(degrees, studentT(degrees)) - 0.95) < 2e-4, `${degrees}`);
  assert.equal(studentT(500), studentT(30));
});

test("of equal normal runs about one in twenty lies outside", () => {
  const random = generator(7);
  const normal = (): number => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
  for (const runs of [3, 5, 12]) {
    let outside = 0;
    for (let n = 0; n < 4_000; n += 1) {
      const value = (): number => Math.exp(5 + 0.1 * normal());
      const spread = spreadOf(Array.from({ length: runs }, value), "ms");
      const next = value();
      if (spread === undefined || next < spread.lower || next > spread.upper) outside += 1;
    }
    assert.ok(Math.abs(outside / 4_000 - 0.05) < 0.012, `${runs} runs: ${outside / 4_000}`);
  }
});

test("of equal runs whose requests seldom fail, one in twenty at most is called different", () => {
  const random = generator(11);
  const SAMPLES = 500;
  for (const chance of [0.0002, 0.0005, 0.001, 0.004, 0.02]) {
    let outside = 0;
    for (let n = 0; n < 3_000; n += 1) {
      const run = () => {
        let failures = 0;
        for (let at = 0; at < SAMPLES; at += 1) if (random() < chance) failures += 1;
        return { value: failures / SAMPLES, samples: SAMPLES };
      };
      const spread = spreadOfShares([run(), run(), run()], SAMPLES);
      const { value } = run();
      if (spread === undefined || value < spread.lower || value > spread.upper) outside += 1;
    }
    assert.ok(outside / 3_000 < 0.05, `a share of ${chance}: ${outside / 3_000}`);
  }
});

test("the share of a hundred requests is known less well than that of ten thousand", () => {
  const equal = [1, 2, 3].map(() => ({ value: 0, samples: 10_000 }));
  const upper = (samples: number): number => spreadOfShares(equal, samples)?.upper ?? 0;
  assert.ok(upper(100) > 5 * upper(10_000), `${upper(100)} ${upper(10_000)}`);
  assert.equal(spreadOfShares(equal.slice(1), 100), undefined);
});

test("a field that only one of the two knows is not taken for the same", () => {
  const blind = { ...other, fingerprint: { ...other.fingerprint, target: null } };
  const { unknown } = compareSides(side("a", 100), side("z", 100, blind), []);
  assert.deepEqual(unknown, ["target"]);
});

test("where no build is named, the text says that equal runs may not be", () => {
  const text = (build: string): string => {
    const [baseline = side("a", 1), ...rest] = kept.map((one) => ({ ...one, build }));
    return comparisonText(compareSides(baseline, side("z", 100, other), rest), 300, false);
  };
  assert.match(text("none"), /No build is named \(--build\).*changed between them unseen/);
  assert.doesNotMatch(text("1"), /No build is named/);
});

test("the text of a comparison", () => {
  const [baseline = side("a", 1), ...rest] = kept;
  const comparison = compareSides(baseline, side("z", 200, other, 0.03), rest);
  assertGolden(
    new URL("../golden/compare/worse.txt", import.meta.url),
    comparisonText(comparison, 100, true),
  );
  const itself = compareSides(baseline, baseline, rest);
  assertGolden(new URL("../golden/compare/itself.txt", import.meta.url), comparisonText(itself, 100, true));
});

test("the text says what was refused and what to do, and how much chance explains", () => {
  const refused = comparisonText(
    compareSides(side("a", 100), side("z", 100, { environment: "local" }), []),
    100,
    false,
  );
  assert.match(
    refused,
    /NOT COMPARABLE.*environment: staging → local\n {4}do: compare runs of one environment/s,
  );
  const unknown = comparisonText(compareSides(side("a", 100), side("z", 200, other), []), 100, false);
  assert.match(unknown, /not known, 1 of at least 3 runs/);
  assert.match(unknown, /\? unknown {2}endpoint api_regions_list p95 {4,}100 ms {4,}200 ms {2,}\+100 %/);
  assert.match(unknown, /none of which can be called better or worse/);
  const worse = comparisonText(
    compareSides(kept[0] ?? side("a", 1), side("z", 200, other), kept),
    100,
    false,
  );
  assert.match(worse, /✗ worse/);
  assert.match(
    worse,
    /1 worse, 0 better, 1 as equal runs differ, 0 unknown, of 2 figures; up to about 1 lie outside by\nchance/,
  );
  assert.match(worse, /… and 1 more \(--all\)/);
});

/** Within ±t, by Simpson's rule. */
function mass(degrees: number, t: number): number {
  const density = (x: number): number => (1 + x ** 2 / degrees) ** (-(degrees + 1) / 2);
  const integral = (to: number): number => {
    const steps = 200_000;
    const h = to / steps;
    let sum = density(0) + density(to);
    for (let n = 1; n < steps; n += 1) sum += density(n * h) * (n % 2 === 1 ? 4 : 2);
    return (sum * h) / 3;
  };
  // The rest of the density lies far out where degrees are few: substitute x = tan, which has it all.
  const whole = integralOfAll(degrees);
  return (2 * integral(t)) / whole;
}

function integralOfAll(degrees: number): number {
  const steps = 200_000;
  const h = Math.PI / 2 / steps;
  const value = (n: number): number => {
    const x = Math.tan(n * h);
    return (1 + x ** 2 / degrees) ** (-(degrees + 1) / 2) * (1 + x ** 2);
  };
  let sum = 0;
  for (let n = 0; n < steps; n += 1) sum += value(n + 0.5) * h;
  return 2 * sum;
}

function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
