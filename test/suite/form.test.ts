// The fields of a form as a browser would send them back.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fieldsIn } from "../../tests/performance/k6/lib/form.ts";

const table: readonly [sentence: string, markup: string, fields: Record<string, string>][] = [
  ["an input", '<input type="text" name="title" value="a">', { title: "a" }],
  ["an input with its name last and over lines", '<input\n value="a"\n name="title">', { title: "a" }],
  ["an input without a value", '<input name="budget" placeholder="0.00">', { budget: "" }],
  [
    "escaped text",
    '<input name="title" value="&lt;a&gt; &amp;amp; &quot;b&#x27;s&quot;">',
    { title: `<a> &amp; "b's"` },
  ],
  [
    "the chosen option",
    '<select name="s"><option value="a">A<option value="b" selected>B</select>',
    { s: "b" },
  ],
  [
    "the first option where none is chosen",
    '<select name="s"><option value="">-<option value="b">B</select>',
    { s: "" },
  ],
  [
    "a text area",
    '<textarea name="d" rows="3">\none\ntwo</textarea><input name="e" value="f">',
    { d: "one\ntwo", e: "f" },
  ],
  ["the first of two fields of one name", '<input name="a" value="1"><input name="a" value="2">', { a: "1" }],
  ["a check box is left out", '<input type="checkbox" name="a" value="1">', {}],
  ["a field without a name", '<input value="1" data-name="a">', {}],
  ["no field", "<p>nothing</p>", {}],
];
for (const [sentence, markup, fields] of table) {
  test(`${sentence}: ${JSON.stringify(fields)}`, () => assert.deepEqual(fieldsIn(markup), fields));
}
