// Filters and ordering of lists: they select and sort as asked, and what they do not know they ignore or refuse.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Answer } from "../../src/contract/case.ts";
import type { Target } from "../../src/contract/target.ts";
import { type RunningStandIn, runStandIn, targetAt } from "./run-stand-in.ts";

let standIn: RunningStandIn;
let target: Target;
before(async () => {
  // Four regions, so that an order of them is one.
  standIn = await runStandIn({ scale: 2 });
  target = await targetAt(standIn.origin);
});
after(() => standIn.stop());

type Row = { id: number; code: string; name: string; region_name?: string; is_urban?: boolean };
type Page = { count: number; next: string | null; results: Row[] };

const ORDERS: readonly [path: string, key: keyof Row, isReversed: boolean][] = [
  ["regions/?ordering=name", "name", false],
  ["regions/?ordering=-name", "name", true],
  ["regions/?ordering=-code", "code", true],
  ["provinces/?ordering=-name", "name", true],
  ["barangays/?ordering=-created_at", "id", true],
  ["regions/?ordering=bogus", "code", false],
  ["regions/?ordering=", "code", false],
  ["regions/?ordering=bogus,-name", "name", true],
  ["regions/?ordering=id;DROP TABLE region", "code", false],
];
for (const [path, key, isReversed] of ORDERS) {
  test(`${path} is sorted by ${key}${isReversed ? ", backwards" : ""}`, async () => {
    const values = (await page(path)).results.map((row) => row[key]);
    assert.ok(values.length > 3);
    const sorted = values.toSorted((a, b) => (String(a) < String(b) ? -1 : 1));
    const byNumber = values.toSorted((a, b) => Number(a) - Number(b));
    const expected = key === "id" ? byNumber : sorted;
    assert.deepEqual(values, isReversed ? expected.toReversed() : expected);
  });
}

test("a second term sorts within the first", async () => {
  const rows = (await page("barangays/?ordering=-is_urban,name")).results;
  assert.ok(rows.every(({ is_urban }) => is_urban));
  const names = rows.map(({ name }) => name);
  assert.deepEqual(names, names.toSorted());
});

test("provinces of a region are those of the region, and the search is among them", async () => {
  const [region] = (await page("regions/?search=Region 2")).results;
  const of = await page(`provinces/?region=${region?.id}`);
  assert.equal(of.count, 5);
  assert.ok(of.results.every((row) => row.region_name === region?.name));
  const found = await page(`provinces/?region=${region?.id}&search=norte`);
  const northern = of.results.filter(({ name }) => name.endsWith("del Norte"));
  assert.ok(northern.length > 0 && northern.length < 5);
  assert.deepEqual(found.results, northern);
});

test("filters of truth take true, True and 1, and share out all rows", async () => {
  const all = (await page("barangays/")).count;
  const urban = (await page("barangays/?is_urban=True")).count;
  assert.equal((await page("barangays/?is_urban=1")).count, urban);
  assert.equal((await page("barangays/?is_urban=false")).count, all - urban);
  assert.ok(urban > 0 && urban < all);
  assert.equal((await page("barangays/?is_urban=perhaps")).count, all);
  assert.equal((await page("regions/?is_active=false")).count, 0);
});

test("the link to the next page keeps filter and order", async () => {
  const { next } = await page("barangays/?is_urban=false&ordering=-name");
  assert.equal(next, `${standIn.origin}/api/administrative/barangays/?is_urban=false&ordering=-name&page=2`);
});

const REFUSED: readonly [path: string, body: unknown][] = [
  [
    "municipalities/?municipality_type=village",
    { municipality_type: ["Select a valid choice. village is not one of the available choices."] },
  ],
  [
    "provinces/?region=99999",
    { region: ["Select a valid choice. That choice is not one of the available choices."] },
  ],
  [
    "municipalities/?province=x&municipality_type=y",
    {
      province: ["Select a valid choice. That choice is not one of the available choices."],
      municipality_type: ["Select a valid choice. y is not one of the available choices."],
    },
  ],
];
for (const [path, body] of REFUSED) {
  test(`${path} is refused with each field that is wrong`, async () => {
    const answer = await ask(path);
    assert.equal(answer.status, 400);
    assert.deepEqual(JSON.parse(answer.text), body);
  });
}

const IGNORED = ["page_size=1", "limit=1", "offset=3", "bogus=1", "municipality_type="];
for (const query of IGNORED) {
  test(`${query} changes nothing`, async () => {
    const { results, count } = await page(`municipalities/?${query}`);
    assert.deepEqual([results.length, count], [20, 100]);
  });
}

for (const number of ["0", "999", "x", "-1"]) {
  test(`page ${number} is not found`, async () => {
    const answer = await ask(`barangays/?page=${number}`);
    assert.deepEqual([answer.status, answer.text], [404, '{"detail":"Invalid page."}']);
  });
}

function ask(path: string): Promise<Answer> {
  return target.send({ path: `/api/administrative/${path}`, as: "api_client" });
}

async function page(path: string): Promise<Page> {
  const { status, text } = await ask(path);
  assert.equal(status, 200, text);
  return JSON.parse(text) as Page;
}
