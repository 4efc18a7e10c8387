import assert from "node:assert/strict";
import { test } from "node:test";
import type { GateInput } from "../../src/gate/decision.ts";
import { renderJunit } from "../../src/gate/junit.ts";
import { pythonJson, withoutPython } from "../python.ts";
import { acceptanceFile, ask, READ, resultWith, runOf, runWith, WRITE } from "./inputs.ts";

const skip = withoutPython();

/** Parses with another parser, and holds the document to what readers of JUnit agree on. */
const reader = `
import json, sys, xml.etree.ElementTree as tree
root = tree.fromstring(sys.stdin.buffer.read())
assert root.tag == "testsuites", root.tag
kinds = ("failure", "error", "skipped")
cases, properties, sums = [], [], {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}
for suite in root:
    assert suite.tag == "testsuite", suite.tag
    assert suite.attrib["name"] and float(suite.attrib["time"]) >= 0
    children = [child.tag for child in suite]
    assert all(tag == "testcase" for tag in children if tag != "properties")
    assert "properties" not in children[1:], "properties stand first"
    found = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}
    for one in suite.iter("property"):
        properties.append([suite.attrib["name"], one.attrib["name"], one.attrib["value"]])
    for case in suite.iter("testcase"):
        assert set(case.attrib) == {"classname", "name", "time"}, case.attrib
        assert len(case) <= 1, "one outcome"
        found["tests"] += 1
        kind = case[0].tag if len(case) else "passed"
        if kind != "passed":
            assert kind in kinds, kind
            found[{"failure": "failures", "error": "errors", "skipped": "skipped"}[kind]] += 1
            assert case[0].attrib["message"] and case[0].text
        cases.append([suite.attrib["name"], case.attrib["classname"], case.attrib["name"], kind, case[0].text if len(case) else ""])
    for name, count in found.items():
        assert suite.attrib[name] == str(count), (name, suite.attrib[name], count)
        sums[name] += count
for name, count in sums.items():
    assert root.attrib[name] == str(count), name
names = [tuple(case[:3]) for case in cases]
assert len(set(names)) == len(names), "no case twice"
print(json.dumps({"cases": cases, "properties": properties}))
`;

type Case = readonly [suite: string, className: string, name: string, kind: string, text: string];
type Parsed = { readonly cases: readonly Case[]; readonly properties: readonly (readonly string[])[] };

function parsed(input: Partial<GateInput>): Parsed {
  const decision = ask(input);
  return pythonJson(reader, renderJunit(decision, input.runs ?? [])) as Parsed;
}

function kindOf({ cases }: Parsed, name: string): string | undefined {
  return cases.find((row) => row[2] === name)?.[3];
}

test("one case for each gate, with the scenario as its class; infos are properties", { skip }, () => {
  const run = runWith({});
  const { cases, properties } = parsed({ runs: [run] });
  const gateIds = run.verdict.budgets.filter(({ severity }) => severity === "gate").map(({ id }) => id);
  assert.ok(gateIds.length > 5);
  assert.deepEqual(
    cases.filter(([suite]) => suite === "run-a").map((row) => row.slice(1, 4)),
    [...gateIds.map((id) => ["api_crud", id, "passed"])],
  );
  const infos = run.verdict.budgets.filter(({ severity }) => severity === "info");
  assert.equal(properties.filter(([, name]) => name?.startsWith("info: ")).length, infos.length);
});

test("broken is a failure, accepted is skipped, and the gate's own case says which", { skip }, () => {
  const given = { runs: [runWith({ [READ]: 600, [WRITE]: 900 })], acceptances: [acceptanceFile()] };
  const document = parsed(given);
  assert.equal(kindOf(document, READ), "skipped");
  assert.equal(kindOf(document, WRITE), "failure");
  assert.equal(kindOf(document, "decision"), "failure");
  const text = document.cases.find((row) => row[2] === WRITE)?.[4] ?? "";
  assert.match(text, /900 ms, the limit is < 700 ms, margin −29 %, samples 59 \/ 59/);
});

test("in an INVALID run no budget is a passed case", { skip }, () => {
  const document = parsed({ runs: [runOf({ ...resultWith({}), defects: ["cut short"] })] });
  const kinds = new Set(document.cases.map((row) => row[3]));
  assert.deepEqual([...kinds].sort(), ["error", "failure"]);
  assert.equal(document.cases.filter((row) => row[3] === "failure").length, 1, "the decision alone");
});

test("a budget with too few samples is an error", { skip }, () => {
  const result = resultWith({});
  const budgets = result.budgets.map((row) => (row.id === READ ? { ...row, samples: 3 } : row));
  assert.equal(kindOf(parsed({ runs: [runOf({ ...result, budgets })] }), READ), "error");
});

test("a gate without runs has a case, too, and a run that cannot be read", { skip }, () => {
  const jobs = { changes: "success", critical: "false", load: "skipped" };
  assert.deepEqual(
    parsed({ jobs }).cases.map((row) => row[3]),
    ["passed"],
  );
  const unreadable = { state: "unreadable", folder: "/runs/b", because: "no result.json" } as const;
  assert.deepEqual(
    parsed({ runs: [unreadable] }).cases.map((row) => [row[0], row[3]]),
    [
      ["gate", "failure"],
      ["/runs/b", "error"],
    ],
  );
});

test("whatever stands in a run's words comes through the parser, or is made visible", { skip }, () => {
  const nasty = `"quotes" <tag> & ]]> \u0000\u0008\u000b\u001b[31m \ud800 \ufffe é 漢 😀\nnext\tline`;
  const run = runOf({ ...resultWith({}), defects: [nasty] });
  const text = parsed({ runs: [run] })
    .cases.map((row) => row[4])
    .join("\n");
  assert.ok(
    text.includes(`"quotes" <tag> & ]]> \ufffd\ufffd\ufffd\ufffd[31m \ufffd \ufffd é 漢 😀\nnext\tline`),
    text,
  );
});

test("the reader refuses a document that counts wrongly", { skip }, () => {
  const document = renderJunit(ask({ runs: [runWith({})] }), [runWith({})]);
  assert.throws(() => pythonJson(reader, document.replace(/failures="0"/g, 'failures="1"')), /failures/);
  assert.throws(() => pythonJson(reader, document.replace("&#60;", "<")), /not well-formed/);
});
