// Background work in the catalogue: what is a trigger, what is missing, and how the run that watches it is planned.

import assert from "node:assert/strict";
import { test } from "node:test";
import { standInFile } from "../../src/run/environment.ts";
import { defaultPort } from "../../stand-in/defaults.ts";
import { tasks } from "../../stand-in/worker/tasks.ts";
import { type AbsentTrigger, absentTriggers } from "../../tests/performance/k6/catalogue/absent-triggers.ts";
import { cards } from "../../tests/performance/k6/catalogue/cards.ts";
import { endpoints } from "../../tests/performance/k6/catalogue/endpoints.ts";
import { profileNames } from "../../tests/performance/k6/catalogue/profiles.ts";
import { resolveSettings } from "../../tests/performance/k6/catalogue/resolve-settings.ts";
import type { SettingValues, Value } from "../../tests/performance/k6/catalogue/settings.ts";
import { triggerNames } from "../../tests/performance/k6/catalogue/triggers.ts";
import { type Load, planLoad } from "../../tests/performance/k6/scenarios.ts";

function given(file: Record<string, unknown>): SettingValues {
  const { values, problems } = resolveSettings({ flags: {}, env: {}, file });
  assert.deepEqual(problems, []);
  return values;
}

const standIn = standInFile(`http://127.0.0.1:${defaultPort}`);
const alone = { ...standIn, scenarios: ["background_jobs"] };

function plan(changes: Record<string, Value> = {}): Load {
  return planLoad(given({ ...alone, ...changes }));
}

function without(name: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(alone).filter(([key]) => key !== name));
}

test("each trigger is a request that the card makes, and the stand-in's worker knows its task", () => {
  assert.ok(triggerNames.length > 0);
  for (const name of triggerNames) {
    assert.equal(cards.background_jobs.requests[name], 1, name);
    assert.ok(Object.hasOwn(tasks, endpoints[name].enqueues), name);
    assert.equal(endpoints[name].access, "write", name);
  }
});

test("what the plan wants and OBCMS lacks says what was found, and what is driven instead is driven", () => {
  for (const { wants, lacks, instead, card } of Object.values<AbsentTrigger>(absentTriggers)) {
    assert.ok(wants.length > 10 && lacks.length > 30, wants);
    for (const name of instead) assert.ok(name in (cards[card] as { requests: object }).requests, name);
  }
});

for (const profile of profileNames) {
  test(`${profile}: one virtual user watches, in no budget's selection, and longer than the load lasts`, () => {
    const { scenarios, budgets } = plan({ profile });
    const probe = scenarios.background_jobs_probe;
    assert.equal(probe?.executor, "constant-vus");
    assert.equal(probe.vus, 1);
    assert.deepEqual(probe.tags, { role: "probe", probe_of: "background_jobs" });
    assert.equal(probe.env?.OBCMS_WATCH_SECONDS, String(parseFloat(String(probe.duration))));
    const others = Object.entries(scenarios).filter(([name]) => name !== "background_jobs_probe");
    for (const [name, scenario] of others) {
      assert.equal(scenario.tags?.card, "background_jobs", name);
      const seconds =
        "stages" in scenario
          ? scenario.stages.reduce((sum, { duration }) => sum + parseFloat(duration), 0)
          : parseFloat(String("duration" in scenario ? scenario.duration : 0));
      if (name.endsWith("_recalculate")) continue;
      assert.ok(seconds > 0 && parseFloat(String(probe.duration)) >= seconds + 7, name);
    }
    assert.ok(budgets.every(({ where }) => where.scenario !== "background_jobs_probe"));
  });
}

test("work is enqueued at an arrival rate in every profile that nobody steers", () => {
  for (const profile of profileNames.filter((name) => name !== "controlled")) {
    const [first] = Object.values(plan({ profile }).scenarios);
    assert.match(first?.executor ?? "", /-arrival-rate$/, profile);
  }
});

test("without a probe nobody watches, and the budgets that need one stay", () => {
  const { scenarios, budgets } = planLoad(given(without("probeUrl")));
  assert.deepEqual(Object.keys(scenarios), ["background_jobs_enqueue", "background_jobs_recalculate"]);
  assert.ok(budgets.some(({ id }) => id === "background_jobs_lost"));
});

test("the watch does not count as load: a cap that the load just keeps is kept", () => {
  const caps = { vus: 18, rate: 4, durationSeconds: 330 };
  assert.doesNotThrow(() => planLoad(given({ ...alone, profile: "baseline", caps: caps })));
  assert.throws(
    () => planLoad(given({ ...alone, profile: "baseline", caps: { ...caps, durationSeconds: 329 } })),
    /330 seconds asked, 329 allowed/,
  );
});

for (const probeUrl of [
  "http://example.test/probe",
  "http://127.0.0.1.example.test/probe",
  "http://127.0.0.1:80@example.test/",
  "ftp://127.0.0.1/",
  "http://127.0.0.1/?x=1",
  "127.0.0.1:80",
]) {
  test(`a probe at ${probeUrl} is refused`, () => {
    assert.throws(() => plan({ probeUrl }), /is no address on this machine/);
  });
}

test("nobody who may press means no budget on tasks, and no scenario without anybody", () => {
  const { personas: _, ...nobody } = alone as Record<string, unknown>;
  assert.throws(() => planLoad(given(nobody)), /no user is given for scenario background_jobs/);
});
