// Properties of the gate over (result, acceptances, clock): whatever is accepted, these hold. A failure prints the seed and
// the smallest input that breaks it.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Decision, GateInput, JudgedRun } from "../../src/gate/decision.ts";
import type { AcceptanceFile } from "../../src/risk/acceptance-file.ts";
import { type ReasonName, reasons } from "../../src/verdict/reasons.ts";
import { acceptanceFile, ask, READ, runWith, WRITE } from "./inputs.ts";

const RUNS = { numRuns: 300 };

const limits = { [READ]: 500, [WRITE]: 700, api_crud_failed: 0.01, api_crud_checks: 0.99 } as const;
type Budget = keyof typeof limits;
const budgets = Object.keys(limits) as Budget[];

/** Met, a little beyond, far beyond. */
const figures: fc.Arbitrary<Record<string, number>> = fc.record({
  [READ]: fc.constantFrom(100, 499, 500, 620, 999, 5000),
  [WRITE]: fc.constantFrom(100, 699, 700, 900, 1400, 5000),
  api_crud_failed: fc.constantFrom(0, 0.0099, 0.01, 0.015, 0.5),
  api_crud_checks: fc.constantFrom(1, 0.991, 0.99, 0.985, 0.5),
});

/** Never so far beyond that no ceiling could cover it. */
const near: typeof figures = fc.record({
  [READ]: fc.constantFrom(100, 500, 620, 999),
  [WRITE]: fc.constantFrom(100, 699, 700, 1300),
  api_crud_failed: fc.constantFrom(0, 0.0099, 0.01, 0.015),
  api_crud_checks: fc.constantFrom(1, 0.991, 0.99, 0.985),
});

const environments = ["local", "staging"] as const;

const run = (id: string): fc.Arbitrary<JudgedRun> =>
  fc
    .record({
      figures,
      environment: fc.constantFrom(...environments),
      extra: fc.option(fc.constantFrom(...(Object.keys(reasons) as ReasonName[])), { freq: 4 }),
    })
    .map(({ figures: given, environment, extra }) => {
      const base = runWith(given, id);
      const named = { ...base, run: { ...base.run, environment } };
      return extra === null ? named : withReason(named, extra);
    });

/** A run whose verdict has one reason more. */
function withReason(one: JudgedRun, name: ReasonName): JudgedRun {
  const { state } = reasons[name];
  const ranked = ["INVALID", "FAIL", "INCONCLUSIVE"] as const;
  const all = [...one.verdict.reasons, { name, state, sentence: "seen", advice: "act" }].sort(
    (x, y) => ranked.indexOf(x.state) - ranked.indexOf(y.state),
  );
  return { ...one, verdict: { ...one.verdict, state: all[0]?.state ?? "PASS", reasons: all } };
}

const runs: fc.Arbitrary<JudgedRun[]> = fc.oneof(
  run("run-a").map((one) => [one]),
  fc.tuple(run("run-a"), run("run-b")).map((both) => [...both]),
);

const DAY = 86_400_000;
const FIRST = Date.parse("2026-11-01T00:00:00Z");
const dayAt = (day: number): string => new Date(FIRST + day * DAY).toISOString().slice(0, 10);

const acceptance = (id: string): fc.Arbitrary<AcceptanceFile> =>
  fc
    .record({
      budget: fc.constantFrom(...budgets),
      environment: fc.constantFrom(...environments),
      share: fc.constantFrom(1, 1.2, 1.6, 2, 3),
      created: fc.nat(20),
      days: fc.constantFrom(0, 7, 30, 31),
      approver: fc.constantFrom("@joe", "@joe", "@joe", "@jane"),
      wrongLimit: fc.boolean().map((wrong) => wrong),
    })
    .map(({ budget, environment, share, created, days, approver, wrongLimit }) => {
      const limit = limits[budget] * (wrongLimit && share === 3 ? 0.9 : 1);
      const ceiling = budget === "api_crud_checks" ? 1 - (1 - limit) * share : limit * share;
      const dates = { created: dayAt(created), expires: dayAt(created + days) };
      return acceptanceFile({ id, budget, environment, limit, ceiling, approver, ...dates });
    });

const files: fc.Arbitrary<AcceptanceFile[]> = fc
  .nat(5)
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => acceptance(`RA-${index + 1}`))))
  .map((all) => [...all]);

const clock = fc.integer({ min: 0, max: 70 * 24 }).map((hours) => new Date(FIRST + hours * 3_600_000));

const input: fc.Arbitrary<Pick<GateInput, "runs" | "acceptances" | "now">> = fc.record({
  runs,
  acceptances: files,
  now: clock,
});

/** Acceptances that really cover what is broken, so that the passing side is met often enough to mean something. */
const covering = fc
  .record({ figures: near, now: clock, slack: fc.constantFrom(0.9, 1, 1, 1) })
  .map(({ figures: given, now, slack }) => {
    const one = runWith(given);
    const broken = one.verdict.budgets.filter(
      ({ state, severity }) => state === "broken" && severity === "gate",
    );
    const today = now.toISOString().slice(0, 10);
    const acceptances = broken.map(({ id, limit, measured }, index) => ({
      id: `RA-${index + 1}`,
      budget: id,
      limit,
      ceiling: (measured ?? 0) * (id === "api_crud_checks" ? 2 - slack : slack),
      created: today,
      expires: new Date(now.getTime() + 14 * DAY).toISOString().slice(0, 10),
    }));
    return { runs: [one], fields: acceptances, now };
  });

const fitting: typeof input = covering.map(({ runs: given, fields, now }) => ({
  runs: given,
  acceptances: fields.map(acceptanceFile),
  now,
}));

/** What one thing makes of the first acceptance: each must be enough to fail. */
const spoils = {
  environment: { environment: "staging" },
  approver: { approver: "@jane" },
  budget: { budget: "api_crud_sign_in_p95" },
  wide: {},
  limit: {},
  copy: {},
} as const;

/** Nearly right: all is covered, and one thing is wrong. The gate's mistakes would be here. */
const spoiled = fc
  .record({
    covering,
    spoil: fc.constantFrom("reason", ...(Object.keys(spoils) as (keyof typeof spoils)[])),
    reason: fc.constantFrom(...(Object.keys(reasons) as ReasonName[])),
  })
  .map(({ covering: { runs: given, fields, now }, spoil, reason }) => {
    const [first, ...rest] = fields;
    if (spoil === "reason" || first === undefined)
      return {
        runs: given.map((one) => withReason(one, reason)),
        acceptances: fields.map(acceptanceFile),
        now,
        // Where budgets are broken and accepted, one reason more of that name says nothing new.
        mustFail: reason !== "budget_broken",
      };
    const { limit, budget } = first;
    const ceiling = budget === "api_crud_checks" ? 1 - 3 * (1 - limit) : 3 * limit;
    const change = { wide: { ceiling }, limit: { limit: limit * 0.95 } }[spoil as "wide" | "limit"];
    const changed = { ...first, ...spoils[spoil], ...change };
    const copies = spoil === "copy" ? [{ ...first, id: "RA-9" }] : [];
    return {
      runs: given,
      acceptances: [changed, ...rest, ...copies].map(acceptanceFile),
      now,
      mustFail: true,
    };
  });

const either = fc.oneof(input, fitting, spoiled);

const passes = (given: Partial<GateInput>): boolean => ask(given).decision === "pass";

test("INVALID and INCONCLUSIVE never pass, whatever is accepted", () => {
  fc.assert(
    fc.property(either, (given) => {
      if (given.runs.every((one) => one.state === "judged" && ["PASS", "FAIL"].includes(one.verdict.state)))
        return;
      assert.ok(!passes(given));
    }),
    RUNS,
  );
});

test("one thing that is wrong is enough to fail", () => {
  fc.assert(
    fc.property(spoiled, ({ mustFail, ...given }) => {
      if (mustFail) assert.ok(!passes(given));
    }),
    RUNS,
  );
});

test("what passes is a PASS, or every broken budget is within exactly one acceptance that counts", () => {
  let passed = 0;
  let accepted = 0;
  fc.assert(
    fc.property(either, (given) => {
      const decision = ask(given);
      if (decision.decision === "fail") return;
      passed++;
      accepted += decision.accepted.length;
      for (const one of given.runs) explained(one as JudgedRun, given, decision);
    }),
    { numRuns: 600 },
  );
  // A property about passing is worth nothing where nothing passed.
  assert.ok(passed > 30 && accepted > 30, `${passed} passed, ${accepted} accepted`);
});

/** Written anew, without the gate's own functions: by the fields of the files. */
function explained(
  one: JudgedRun,
  { acceptances, now }: typeof input extends fc.Arbitrary<infer T> ? T : never,
  decision: Decision,
): void {
  for (const row of one.verdict.budgets) {
    if (row.state !== "broken" || row.severity !== "gate") continue;
    const fits = acceptances.filter(
      ({ acceptance: file }) =>
        file !== undefined &&
        file.budget === row.id &&
        file.scenario === row.card &&
        file.environment === one.run.environment &&
        file.limit === row.limit &&
        file.owner !== file.approver &&
        new Date(`${file.created}T00:00:00Z`) <= now &&
        now < new Date(Date.parse(file.expires) + DAY) &&
        Date.parse(file.expires) - Date.parse(file.created) <= 30 * DAY &&
        (row.operator === ">" ? (row.measured ?? 0) >= file.ceiling : (row.measured ?? 0) <= file.ceiling) &&
        (row.operator === ">" ? file.ceiling >= 0.98 : file.ceiling <= 2 * row.limit),
    );
    assert.equal(fits.length, 1, row.id);
    assert.ok(decision.accepted.some(({ budget, run: of }) => budget === row.id && of === one.run.id));
  }
  for (const { name } of one.verdict.reasons) assert.equal(name, "budget_broken");
}

test("an acceptance more turns a fail into a pass only where it covers a broken budget itself", () => {
  let turned = 0;
  fc.assert(
    fc.property(either, fc.nat(10), ({ runs: given, acceptances, now }, pick) => {
      const added = acceptances[pick % Math.max(1, acceptances.length)];
      if (added === undefined) return;
      const rest = acceptances.filter((file) => file !== added);
      if (passes({ runs: given, acceptances: rest, now }) || !passes({ runs: given, acceptances, now }))
        return;
      turned++;
      const { accepted } = ask({ runs: given, acceptances, now });
      assert.ok(accepted.some(({ file }) => file === added.file));
    }),
    { numRuns: 600 },
  );
  assert.ok(turned > 20, `${turned} turned`);
});

test("from the day on which the last file was created, time that passes never turns a fail into a pass", () => {
  fc.assert(
    fc.property(either, fc.nat(60 * 24), (given, hours) => {
      const latest = Math.max(
        ...given.acceptances.map(({ acceptance: file }) => Date.parse(file?.created ?? dayAt(0))),
        given.now.getTime(),
      );
      const now = new Date(latest);
      const later = new Date(latest + hours * 3_600_000);
      if (!passes({ ...given, now })) assert.ok(!passes({ ...given, now: later }));
    }),
    RUNS,
  );
});

test("before an acceptance is created, and after it is over, nothing passes by it", () => {
  fc.assert(
    fc.property(fitting, fc.boolean(), (given, before) => {
      if (given.acceptances.length === 0) return;
      const now = new Date(given.now.getTime() + (before ? -1 : 15) * DAY);
      assert.ok(!passes({ ...given, now }));
    }),
    RUNS,
  );
});

test("the order of files and of runs changes nothing", () => {
  fc.assert(
    fc.property(either, fc.infiniteStream(fc.nat()), (given, order) => {
      const shuffled = <T>(all: readonly T[]): T[] =>
        all
          .map((one) => ({ one, at: order.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .map(({ one }) => one);
      assert.deepEqual(
        ask({ ...given, runs: shuffled(given.runs), acceptances: shuffled(given.acceptances) }),
        ask(given),
      );
    }),
    RUNS,
  );
});

test("a figure that gets worse never turns a fail of a needed acceptance into a pass", () => {
  fc.assert(
    fc.property(fc.integer({ min: 501, max: 3000 }), fc.integer({ min: 0, max: 3000 }), (figure, more) => {
      const at = (value: number): boolean =>
        passes({ runs: [runWith({ [READ]: value })], acceptances: [acceptanceFile()] });
      if (!at(figure)) assert.ok(!at(figure + more));
      assert.equal(at(figure), figure <= 700);
    }),
    { numRuns: 100 },
  );
});
