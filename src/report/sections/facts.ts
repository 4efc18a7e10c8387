// On what, by what and when: the facts without which two runs cannot be compared, and k6's totals.

import type { Fingerprint } from "../../result/fingerprint.ts";
import type { Result } from "../../result/result.ts";
import { type Html, html, type Insert } from "../escape.ts";
import { bytes, count, moment, NOTHING, seconds } from "../format.ts";
import { section } from "./frame.ts";

type Facts = readonly (readonly [string, Insert])[];

export function factsSection(result: Result): Html {
  return section("facts", "Facts of the run", [
    html`<div class="columns">${factList("Target", targetFacts(result))}${factList("Run", runFacts(result))}${factList(
      "Tags on every sample",
      Object.entries(result.run.tags),
    )}${factList(
      "Versions",
      generatorFacts(result),
    )}${factList("Comparable with runs of the same", fingerprintFacts(result))}${result.steps.length > 0 && factList("Steps, in their order", stepFacts(result))}${factList("Totals, as k6 counts them (with set-up and teardown)", totalFacts(result))}</div>`,
    html`<h3>Command</h3>\n<pre><code>${result.run.command}</code></pre>`,
  ]);
}

function factList(title: string, facts: Facts): Html {
  return html`<div><h3>${title}</h3>
<dl class="pairs">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value ?? NOTHING}</dd></div>\n`)}</dl></div>`;
}

function targetFacts({ target }: Result): Facts {
  return [
    ["Kind", target.kind],
    ["Base URL", target.baseUrl],
    ["Service", target.service],
    ["Version", target.version],
    ["Faults switched on", target.faults.length === 0 ? "none" : target.faults.join(", ")],
  ];
}

function runFacts({ run }: Result): Facts {
  return [
    ["State", run.state],
    ["k6 exit code", run.k6ExitCode === null ? "none: k6 was killed or never started" : run.k6ExitCode],
    ["Profile", run.profile],
    ["Environment", run.environment],
    ["Build of the target", run.build],
    ["Started", moment(run.startedAt)],
    ["Ended", moment(run.endedAt)],
    ["Duration", `${seconds(run.durationSeconds)} of at most ${seconds(run.plannedSeconds)} planned`],
    ["Run id", html`<code>${run.id}</code>`],
  ];
}

function generatorFacts({ generator }: Result): Facts {
  return [
    ["k6", generator.k6Version],
    ["Node", generator.nodeVersion],
    ["System", generator.os],
    ["CPUs that k6 may use", count(generator.cpus)],
    ["Revision of obcms-perf", generator.toolRevision],
  ];
}

/** Undefined where the run has none, or the target did not tell. */
function fingerprintFacts({ fingerprint }: Result): Facts {
  if (fingerprint === null) return [["Fingerprint", null]];
  const { id, k6: _, probes, ...fields } = fingerprint;
  return [
    ["Fingerprint", html`<code>${id}</code>`],
    ...Object.entries(fields).map(([name, value]) => [names[name as keyof typeof fields], value] as const),
    ["Looked at beside k6", probes.length === 0 ? "nothing" : probes.join(", ")],
  ];
}

const names = {
  suite: "Suite",
  profile: "Profile",
  load: "Load",
  dataset: "Dataset",
  target: "Target",
  configuration: "Configuration of the target",
  generator: "Load generator",
} as const satisfies Record<Exclude<keyof Fingerprint, "id" | "k6" | "probes">, string>;

/** The load is told of by the whole report. */
function stepFacts({ steps }: Result): Facts {
  return steps.map(({ name, saw }) => [name, name === "load" ? "" : saw]);
}

function totalFacts({ totals }: Result): Facts {
  return [
    ["Requests", count(totals.httpReqs)],
    ["Requests failed", count(totals.httpReqsFailed)],
    ["Iterations", count(totals.iterations)],
    ["Iterations dropped", count(totals.droppedIterations)],
    ["Checks passed", count(totals.checksPassed)],
    ["Checks failed", count(totals.checksFailed)],
    ["Received", bytes(totals.dataReceivedBytes)],
    ["Sent", bytes(totals.dataSentBytes)],
  ];
}
