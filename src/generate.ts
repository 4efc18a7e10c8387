// `npm run generate`: writes every file that is derived from code, so that none is written twice by hand.
// A test calls generatedFiles() and fails when one of them is stale.

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { dashboardFiles } from "../observability/dashboards/dashboards.ts";
import { budgetAlertsFile } from "../observability/prometheus/budget-alerts.ts";
import { defaultPort } from "../stand-in/defaults.ts";
import { faultNames, faults } from "../stand-in/faults/table.ts";
import { throttleModeNames, throttleModes } from "../stand-in/http/throttles.ts";
import { quirkNames, quirks } from "../stand-in/quirks/table.ts";
import { type AbsentTrigger, absentTriggers } from "../tests/performance/k6/catalogue/absent-triggers.ts";
import { type Budget, budgetsFor, budgetsOfTarget } from "../tests/performance/k6/catalogue/budgets.ts";
import { type CardName, cardNames, cards, runnableCards } from "../tests/performance/k6/catalogue/cards.ts";
import type { Endpoint } from "../tests/performance/k6/catalogue/endpoint.ts";
import { endpointNames, endpoints } from "../tests/performance/k6/catalogue/endpoints.ts";
import { type Cell, type Entity, entities } from "../tests/performance/k6/catalogue/entities.ts";
import { figuresOnDemand } from "../tests/performance/k6/catalogue/on-demand.ts";
import { type Persona, personas } from "../tests/performance/k6/catalogue/personas.ts";
import { profileNames, profiles } from "../tests/performance/k6/catalogue/profiles.ts";
import { readiness } from "../tests/performance/k6/catalogue/readiness.ts";
import { settingNames, settings } from "../tests/performance/k6/catalogue/settings.ts";
import { triggerNames } from "../tests/performance/k6/catalogue/triggers.ts";
import { exitCodes } from "./exit-codes.ts";
import { findings } from "./gate/findings.ts";
import { type Fact, factNames, factOf, THROTTLES, throttleFact } from "./parity/facts.ts";
import { productionSchema } from "./parity/production.ts";
import { resultSchema } from "./result/result.ts";
import { acceptanceSchema } from "./risk/acceptance.ts";
import { faults as acceptanceFaults } from "./risk/faults.ts";
import { standInFile } from "./run/environment.ts";
import { toJson } from "./run/run-folder.ts";
import { projectFolder } from "./run/suite.ts";
import { acceptable, neverAcceptable } from "./verdict/acceptable.ts";
import { reasons } from "./verdict/reasons.ts";

const SUITE_README = "tests/performance/k6/README.md";
/** Every limit by the budget's id, so that a changed promise is a changed line, wherever in code it was changed. */
const BUDGETS_FILE = "tests/performance/k6/budgets.json";
const VERDICT_DOC = "docs/verdict.md";
const STAND_IN_DOC = "docs/stand-in.md";
const PARITY_DOC = "docs/parity.md";
const GATE_DOC = "docs/gate.md";

/** Contents by path below the project folder. Markdown files are hand-written but for the parts between markers. */
export async function generatedFiles(): Promise<Map<string, string>> {
  const suite = await readFile(join(projectFolder, SUITE_README), "utf8");
  const verdict = await readFile(join(projectFolder, VERDICT_DOC), "utf8");
  const standIn = await readFile(join(projectFolder, STAND_IN_DOC), "utf8");
  const parity = await readFile(join(projectFolder, PARITY_DOC), "utf8");
  const gate = await readFile(join(projectFolder, GATE_DOC), "utf8");
  return new Map([
    ["schemas/result.schema.json", toJson(z.toJSONSchema(resultSchema))],
    ["schemas/parity.schema.json", toJson(z.toJSONSchema(productionSchema))],
    ["schemas/risk-acceptance.schema.json", toJson(z.toJSONSchema(acceptanceSchema))],
    ["tests/performance/k6/env.example.json", toJson(exampleFile())],
    ["tests/performance/k6/env.stand-in.json", toJson(standInFile(`http://127.0.0.1:${defaultPort}`))],
    [
      SUITE_README,
      fill(suite, {
        scenarios: scenarioTable(),
        readiness: readinessTable(),
        budgets: budgetTable(),
        "budgets-on-demand": onDemandTable(),
        profiles: profileTable(),
        settings: settingTable(),
        entities: entityTable(),
        personas: personaTable(),
        "broken-endpoints": broken(),
        "residue-endpoints": residues(),
        triggers: triggerTable(),
        "absent-triggers": absentTriggerTable(),
      }),
    ],
    [BUDGETS_FILE, toJson(promises())],
    ...dashboardFiles(),
    ["observability/prometheus/budget-alerts.yaml", budgetAlertsFile()],
    [VERDICT_DOC, fill(verdict, { reasons: reasonTable(), "exit-codes": exitCodeTable() })],
    [PARITY_DOC, fill(parity, { facts: factTable() })],
    [GATE_DOC, fill(gate, gateTables())],
    [STAND_IN_DOC, fill(standIn, { throttles: throttleTable(), quirks: quirkTable(), faults: faultTable() })],
  ]);
}

/**
 * Every setting with its default, and above it `$name`: what it means and the variable that sets it. Keys that begin
 * with `$` are for readers; null means not set.
 */
function exampleFile(): Record<string, unknown> {
  const file: Record<string, unknown> = {
    $about:
      "Copy to env.NAME.json for --env NAME, keep what you change, and give passwords as variables instead.",
  };
  for (const name of settingNames.filter(
    (setting) => setting !== "runId" && !("typed" in settings[setting]) && !("byTool" in settings[setting]),
  )) {
    const { doc, env, default: value } = settings[name];
    const [first, ...rest] = name.split(".").reverse();
    let place = file;
    for (const key of rest.reverse()) {
      place[key] ??= {};
      place = place[key] as Record<string, unknown>;
    }
    place[`$${first}`] = `${doc} (${env})`;
    place[String(first)] = value ?? null;
  }
  return file;
}

/** Of every scenario in a profile that has all of them; those on demand belong to environment files. */
function promises(): Record<string, unknown> {
  const all = [
    ...budgetsFor({
      cards: runnableCards(),
      profile: "soak",
      openScenarios: ["any"],
      isIncluded: () => true,
      overrides: {},
    }),
    ...budgetsOfTarget([], {}),
  ];
  return Object.fromEntries(
    all.map(({ id, statistic, operator, limit, minSamples, severity }) => [
      id,
      `${severity}: ${statistic} ${operator} ${limit}, from ${minSamples} samples on`,
    ]),
  );
}

/** Replaces what stands between `<!-- NAME -->` and `<!-- /NAME -->`. */
function fill(text: string, parts: Record<string, string>): string {
  return Object.entries(parts).reduce((filled, [name, part]) => {
    const marked = new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- /${name} -->)`);
    if (!marked.test(filled)) throw new Error(`no markers for ${name}`);
    return filled.replace(marked, (_, open: string, close: string) => `${open}${part}\n${close}`);
  }, text);
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]): string =>
    `| ${cells.map((cell) => String(cell).replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function scenarioTable(): string {
  return table(
    [
      "§",
      "scenario",
      "title",
      "priority",
      "complexity",
      "dependencies",
      "prerequisites",
      "weight",
      "journey",
    ],
    cardNames.map((name) => {
      const card = cards[name];
      const journey = runnableCards().includes(name) ? "yes" : "not yet";
      return [
        card.section,
        `\`${name}\``,
        card.title,
        card.priority,
        card.complexity,
        card.dependencies.join(", "),
        card.prerequisites.map((id) => `\`${id}\``).join(", "),
        `${card.weight}: ${card.weightReason}`,
        journey,
      ];
    }),
  );
}

function readinessTable(): string {
  return table(
    ["prerequisite", "what has to be there"],
    Object.entries(readiness).map(([name, means]) => [`\`${name}\``, means]),
  );
}

/** The latency budgets of a card's endpoints are one row for each kind and limit: they differ by nothing else. */
function budgetTable(): string {
  const budgets = runnableCards().flatMap((card: CardName) =>
    budgetsFor({
      cards: [card],
      profile: "soak",
      openScenarios: [card],
      isIncluded: () => true,
      overrides: {},
    }),
  );
  const kinds = new Map<string, Budget>();
  for (const budget of budgets) {
    const { name } = budget.where;
    const isShared = name !== undefined && budget.id === `${budget.card}_${name}_p95`;
    const kind = isShared ? `${budget.card}_ENDPOINT_p95 (${endpoints[name].access})` : budget.id;
    if (kinds.get(kind)?.limit === budget.limit) continue;
    const id = kinds.has(kind) ? budget.id : kind;
    kinds.set(id, { ...budget, id });
  }
  const rows = [...kinds.values()];
  const limit = ({ statistic, operator, limit: value, metric }: Budget): string =>
    `\`${metric}\` ${statistic} ${operator} ${value}`;
  return table(
    ["budget", "limit", "least samples", "reason"],
    rows.map((budget) => [`\`${budget.id}\``, limit(budget), budget.minSamples, budget.reason]),
  );
}

function onDemandTable(): string {
  return table(
    ["FIGURE", "judges", "least samples", "a limit on"],
    Object.entries(figuresOnDemand).map(([name, figure]) => [
      `\`${name}\`${"endpointOnly" in figure ? " (of an endpoint only)" : ""}`,
      `\`${figure.metric}\` ${figure.statistic} ${figure.operator}`,
      figure.minSamples,
      figure.means,
    ]),
  );
}

function entityTable(): string {
  return table(
    ["module", "entity", "create", "read", "update", "delete"],
    Object.entries(entities).map(([name, entity]: [string, Entity]) => [
      entity.module,
      name,
      ...[entity.create, entity.read, entity.update, entity.delete].map(cellText),
    ]),
  );
}

function cellText(cell: Cell): string {
  if (typeof cell !== "string") return `– (${cell.missing})`;
  const { broken: why, residue }: Endpoint = endpoints[cell];
  return `\`${cell}\`${why === undefined ? "" : " ✗"}${residue === undefined ? "" : " †"}`;
}

function personaTable(): string {
  return table(
    ["persona", "role of the plan", "OBCMS user type", "RBAC role", "staff flag", "may", "may not"],
    Object.entries(personas).map(([name, persona]: [string, Persona]) => [
      `\`${name}\``,
      persona.title,
      `\`${persona.obcmsUserType}\``,
      persona.rbacRole === null ? "none" : `\`${persona.rbacRole}\``,
      persona.isStaff ? "yes" : "no",
      persona.may.join("; "),
      persona.mayNot.join("; "),
    ]),
  );
}

function broken(): string {
  return reasonRows((row) => row.broken);
}

function residues(): string {
  return reasonRows((row) => row.residue);
}

function triggerTable(): string {
  return table(
    ["trigger", "request", "task"],
    triggerNames.map((name) => {
      const { method, path, enqueues } = endpoints[name];
      return [`\`${name}\``, `\`${method} ${path}\``, `\`${enqueues}\``];
    }),
  );
}

function absentTriggerTable(): string {
  return table(
    ["what the plan wants", "what OBCMS has", "driven instead"],
    Object.values<AbsentTrigger>(absentTriggers).map(({ wants, lacks, instead }) => [
      wants,
      lacks,
      instead.length === 0 ? "–" : instead.map((name) => `\`${name}\``).join(", "),
    ]),
  );
}

function reasonRows(reasonOf: (row: Endpoint) => string | undefined): string {
  const rows = endpointNames.flatMap((name): string[][] => {
    const row: Endpoint = endpoints[name];
    const reason = reasonOf(row);
    return reason === undefined ? [] : [[`\`${name}\``, `\`${row.method} ${row.path}\``, reason]];
  });
  return table(["endpoint", "request", "what happens"], rows);
}

function profileTable(): string {
  return table(
    ["profile", "purpose"],
    profileNames.map((name) => [`\`${name}\``, profiles[name].purpose]),
  );
}

function settingTable(): string {
  return table(
    ["setting", "variable", "default", "meaning"],
    settingNames.map((name) => {
      const { env, doc, default: value } = settings[name];
      return [`\`${name}\``, `\`${env}\``, value === undefined ? "–" : `\`${JSON.stringify(value)}\``, doc];
    }),
  );
}

function reasonTable(): string {
  return table(
    ["reason", "verdict", "meaning", "what to do"],
    Object.entries(reasons).map(([name, { state, means, remedy }]) => [`\`${name}\``, state, means, remedy]),
  );
}

function gateTables(): Record<string, string> {
  const whys = Map.groupBy(Object.entries(acceptable), ([, { why }]) => why);
  return {
    findings: table(
      ["finding", "exit", "meaning", "what to do"],
      Object.entries(findings).map(([name, { exit, means, fix }]) => [
        `\`${name}\``,
        exitCodes[exit].code,
        means,
        fix,
      ]),
    ),
    acceptable: table(
      ["reason", "may be accepted", "why"],
      [...whys].map(([why, rows]) => [
        rows.map(([name]) => `\`${name}\``).join(", "),
        rows[0]?.[1].acceptable ? "yes" : "no",
        why,
      ]),
    ),
    "never-acceptable": table(
      ["metric", "why not"],
      Object.entries(neverAcceptable).map(([metric, why]) => [`\`${metric}\``, why]),
    ),
    faults: table(
      ["fault", "meaning", "what to do"],
      Object.entries(acceptanceFaults).map(([name, { means, fix }]) => [`\`${name}\``, means, fix]),
    ),
  };
}

function exitCodeTable(): string {
  return table(
    ["code", "meaning"],
    Object.values(exitCodes).map(({ code, means }) => [code, means]),
  );
}

function factTable(): string {
  const rows = [
    ...factNames.map((name) => [name, factOf(name)] as const),
    [`${THROTTLES}SCOPE`, throttleFact] as const,
  ];
  return table(
    ["fact", "what it is", "told by", "the same when", "why it matters"],
    rows.map(([name, { means, from, like, why }]) => [
      `\`${name}\``,
      means,
      from.join(", "),
      sameWhen[like],
      why,
    ]),
  );
}

const sameWhen = {
  exact: "equal",
  version: "equal as far as the file states it",
  rate: "equal, however the unit is spelled",
  rows: "half to double",
} as const satisfies Record<Fact["like"], string>;

function throttleTable(): string {
  return table(
    ["mode", "limit"],
    throttleModeNames.map((name) => [`\`${name}\``, throttleModes[name].does]),
  );
}

function quirkTable(): string {
  return table(
    ["quirk", "what OBCMS does", "without it", "unless asked otherwise"],
    quirkNames.map((name) => {
      const { does, without, usual } = quirks[name];
      return [`\`${name}\``, does, without, usual ? "on" : "off"];
    }),
  );
}

function faultTable(): string {
  return table(
    ["fault", "what it does", "value"],
    faultNames.map((name) => {
      const { form, does, says } = faults[name];
      return [`\`${name}${form === "" ? "" : `=${form}`}\``, does, says];
    }),
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  for (const [path, text] of await generatedFiles()) {
    const target = join(projectFolder, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, text);
    process.stdout.write(`${path}\n`);
  }
}
