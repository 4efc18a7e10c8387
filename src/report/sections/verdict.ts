// The head of the report: the state in words, what it means, why, what to do, and the run's four main figures.

import type { Result } from "../../result/result.ts";
import { exitCodeOf } from "../../verdict/exit.ts";
import type { Reason, Verdict } from "../../verdict/verdict.ts";
import { type Html, html } from "../escape.ts";
import { count, moment, NOTHING, seconds, share } from "../format.ts";
import { groupReasons } from "../reason-view.ts";
import { verdictViews } from "../verdict-view.ts";
import { badge, oughtToBeZero } from "./frame.ts";

export function verdictSection(result: Result, verdict: Verdict): Html {
  const { sign, tone, means } = verdictViews[verdict.state];
  const { run, target } = result;
  return html`
<header class="verdict ${tone}">
<div class="state">
<h1><span class="sign" aria-hidden="true">${sign}</span>${verdict.state}</h1>
<p class="means">${means}</p>
<p class="facts">Profile <b>${run.profile}</b> on ${target.kind} <b>${target.baseUrl}</b>, ${seconds(run.durationSeconds)},
started ${moment(run.startedAt)}. ${ended[run.state]}<br>Run <code>${run.id}</code> · exit code ${exitCodeOf(result, verdict)}</p>
</div>
${tiles(result, verdict)}
</header>
${verdict.reasons.length > 0 && reasonList(verdict.reasons)}
${verdict.notes.map((note) => html`<p class="note">${note}</p>`)}`;
}

const ended = {
  completed: "",
  aborted: "It was stopped by a crossed threshold before its planned end.",
  interrupted: "It was interrupted before its planned end.",
  failed: "k6 stopped with an error of its own.",
} as const satisfies Record<Result["run"]["state"], string>;

function tiles({ totals }: Result, { budgets }: Verdict): Html {
  const gates = budgets.filter(({ severity }) => severity === "gate");
  const met = gates.filter(({ state }) => state === "met").length;
  const checks = totals.checksPassed + totals.checksFailed;
  const part = (some: number, all: number): string => (all === 0 ? NOTHING : share(some / all));
  return html`<dl class="tiles">
<div><dt>Budgets met</dt><dd>${gates.length === 0 ? NOTHING : html`${count(met)} <span class="unit">of ${count(gates.length)}</span>`}</dd></div>
<div><dt>Requests</dt><dd>${count(totals.httpReqs)}</dd></div>
<div><dt>Requests failed</dt><dd>${oughtToBeZero(totals.httpReqsFailed, part(totals.httpReqsFailed, totals.httpReqs))}</dd></div>
<div><dt>Checks failed</dt><dd>${oughtToBeZero(totals.checksFailed, part(totals.checksFailed, checks))}</dd></div>
</dl>`;
}

/** Of one reason, for example of many broken budgets: the first few are read, the others wait. */
const SENTENCES = 6;

function said(sentences: readonly string[]): Html {
  const lines = sentences.map((sentence) => html`<p class="sentence">${sentence}</p>\n`);
  const rest = lines.slice(SENTENCES);
  return html`${lines.slice(0, SENTENCES)}${
    rest.length > 0 &&
    html`<details><summary>and ${count(rest.length)} more of the same</summary>\n${rest}</details>`
  }`;
}

function reasonList(reasons: readonly Reason[]): Html {
  return html`
<section id="reasons" aria-labelledby="reasons-title">
<h2 id="reasons-title">Why, and what to do</h2>
<ol class="reasons">
${groupReasons(reasons).map(({ name, state, sentences, advice }) => {
  const { sign, tone } = verdictViews[state];
  return html`<li class="${tone}">
<p>${badge(tone, sign, state)} <code>${name}</code></p>
${said(sentences)}<p><b>Do:</b> ${advice}</p>
</li>`;
})}
</ol>
</section>`;
}
