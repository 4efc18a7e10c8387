import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import { type Asked, type Planned, planOf, schedules, targets, variablesOf } from "../../src/ci/plan.ts";
import { stackVariables } from "../../src/ci/target.ts";
import { Problem } from "../../src/problem.ts";
import { projectFolder } from "../../src/run/suite.ts";
import { profileNames } from "../../tests/performance/k6/catalogue/profiles.ts";
import { settings } from "../../tests/performance/k6/catalogue/settings.ts";

const cases: readonly (readonly [string, Asked, Partial<Planned>])[] = [
  ["a pull request: smoke", { event: "pull_request" }, { profile: "smoke", scenarios: [], target: "obcms" }],
  ["a merge queue: smoke", { event: "merge_group" }, { profile: "smoke" }],
  [
    "a pull request that may slow two scenarios down: those",
    { event: "pull_request", scenario: "api_crud,htmx_bursts" },
    { profile: "smoke", scenarios: ["api_crud", "htmx_bursts"] },
  ],
  [
    "each night: baseline",
    { event: "schedule", schedule: "17 2 * * 0-5" },
    { profile: "baseline", durationSeconds: 300 },
  ],
  [
    "each week: soak",
    { event: "schedule", schedule: "17 2 * * 6" },
    { profile: "soak", durationSeconds: 3_600 },
  ],
  ["before a release: breakpoint", { event: "schedule", schedule: "41 5 25 * *" }, { profile: "breakpoint" }],
  [
    "by hand, with nothing asked for: baseline",
    { event: "workflow_dispatch", profile: "default", scenario: "", target: "" },
    { profile: "baseline", durationSeconds: null, target: "obcms" },
  ],
  [
    "by hand, as asked for",
    {
      event: "workflow_dispatch",
      profile: "stress",
      scenario: " api_crud , auth_sessions ",
      target: "stand-in",
    },
    {
      profile: "stress",
      durationSeconds: null,
      scenarios: ["api_crud", "auth_sessions"],
      target: "stand-in",
    },
  ],
];
for (const [name, asked, wanted] of cases)
  test(`planned ${name}`, () => {
    const plan = planOf(asked);
    assert.deepEqual(
      Object.fromEntries(Object.keys(wanted).map((key) => [key, plan[key as keyof Planned]])),
      wanted,
    );
  });

const unknown: readonly (readonly [string, Asked, RegExp])[] = [
  ["event", { event: "push" }, /--event "push".*schedule/s],
  ["schedule", { event: "schedule", schedule: "0 0 * * *" }, /--schedule "0 0 \* \* \*"/],
  ["schedule that is not told", { event: "schedule" }, /--schedule ""/],
  ["profile", { event: "workflow_dispatch", profile: "smok" }, /--profile "smok".*smoke/s],
  [
    "profile that somebody has to steer",
    { event: "workflow_dispatch", profile: "controlled" },
    /--profile "controlled"/,
  ],
  ["scenario", { event: "workflow_dispatch", scenario: "api_crud,apicrud" }, /--scenario "apicrud"/],
  ["target", { event: "workflow_dispatch", target: "production" }, /--target "production".*stand-in/s],
];
for (const [name, asked, sentence] of unknown)
  test(`an unknown ${name} is refused, with what there is`, () =>
    assert.throws(
      () => planOf(asked),
      (error) => error instanceof Problem && error.exit === "usage" && sentence.test(error.toText()),
    ));

test("each variable of a plan is a setting of a run, but for the target, which the workflow asks for", () => {
  const names = new Set<string>(Object.values(settings).map(({ env }) => env));
  const plan = planOf({ event: "schedule", schedule: "17 2 * * 6", scenario: "api_crud" });
  assert.deepEqual(variablesOf(plan), {
    OBCMS_PROFILE: "soak",
    OBCMS_SCENARIO: "api_crud",
    OBCMS_DURATION_SECONDS: "3600",
    OBCMS_TARGET: "obcms",
  });
  const told = Object.keys(variablesOf(plan)).filter((name) => name !== "OBCMS_TARGET");
  const secrets = { POSTGRES_PASSWORD: "p/w@d", OBCMS_SEED_PASSWORD: "seed" };
  for (const target of targets) {
    const { plain, secret } = stackVariables(target, "deploy/compose.yaml", secrets);
    told.push(...Object.keys(plain), ...Object.keys(secret));
  }
  assert.deepEqual(
    told.filter((name) => !names.has(name) && name !== "OBCMS_ENV_FILE"),
    [],
  );
});

test("passwords are told apart from the rest, and encoded in an address", () => {
  const { plain, secret } = stackVariables("obcms", "d/compose.yaml", {
    POSTGRES_PASSWORD: "p/w@d",
    OBCMS_SEED_PASSWORD: "seedling",
  });
  assert.ok(!JSON.stringify(plain).includes("p/w@d") && !JSON.stringify(plain).includes("seedling"));
  assert.equal(secret.OBCMS_DATABASE_URL, "postgres://obcms:p%2Fw%40d@127.0.0.1:5432/obcms");
  assert.equal(secret.OBCMS_STAFF_PASSWORD, "seedling");
  assert.match(
    String(plain.OBCMS_MANAGE),
    /^docker compose --file d\/compose\.yaml .* web python manage\.py$/,
  );
  assert.deepEqual(stackVariables("stand-in", "", {}).secret, {});
});

for (const name of ["POSTGRES_PASSWORD", "OBCMS_SEED_PASSWORD"])
  for (const value of [undefined, "", "two\nlines"])
    test(`${name} ${JSON.stringify(value)} is refused without being shown`, () =>
      assert.throws(
        () =>
          stackVariables("obcms", "", { POSTGRES_PASSWORD: "a", OBCMS_SEED_PASSWORD: "b", [name]: value }),
        (error) =>
          error instanceof Problem && error.toText().includes(name) && !error.toText().includes("lines\n"),
      ));

type Workflow = {
  readonly on: {
    readonly schedule: readonly { readonly cron: string }[];
    readonly workflow_dispatch: {
      readonly inputs: Record<"profile" | "environment", { readonly options: readonly string[] }>;
    };
  };
};

test("the workflow's schedules and choices are those of the plan", () => {
  const { on } = parse(readFileSync(join(projectFolder, "ci", "performance.yml"), "utf8")) as Workflow;
  assert.deepEqual(
    on.schedule.map(({ cron }) => cron),
    Object.keys(schedules),
  );
  const { profile, environment } = on.workflow_dispatch.inputs;
  assert.deepEqual(
    profile.options.filter((name) => name !== "default").sort(),
    profileNames.filter((name) => name !== "controlled").sort(),
  );
  assert.deepEqual([...environment.options].sort(), [...targets].sort());
});
