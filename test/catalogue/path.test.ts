import assert from "node:assert/strict";
import { test } from "node:test";
import { fillPath } from "../../tests/performance/k6/catalogue/endpoint.ts";

const cases = [
  ["a path without an argument stays as it is", "/health/", {}, "/health/"],
  ["one argument", "/x/{pk}/edit/", { pk: "a1" }, "/x/a1/edit/"],
  ["an argument at the end", "/x/{pk}", { pk: 7 }, "/x/7"],
  ["two side by side, in path and query", "/x/{a}{b}/?q={q}&p={a}", { a: 1, b: 2, q: "" }, "/x/12/?q=&p=1"],
  ["what is filled in is encoded", "/x/?q={q}", { q: "a/b c&d={e}" }, "/x/?q=a%2Fb%20c%26d%3D%7Be%7D"],
] as const;

for (const [title, path, values, filled] of cases) {
  test(`fillPath: ${title}`, () => assert.equal(fillPath(path, values), filled));
}

test("fillPath: a missing argument throws and is named, for a brace would be sent", () => {
  assert.throws(() => fillPath("/x/{pk}/{id}/", { pk: 1 }), /needs a value for \{id\}/);
});
