// How figures read: digits, separators, units, and that rounding never crosses or touches a limit.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  bytes,
  count,
  counted,
  figure,
  fineMilliseconds,
  milliseconds,
  moment,
  seconds,
  share,
  signedShare,
  visible,
} from "../../src/report/format.ts";

const cases: readonly (readonly [what: string, actual: string, expected: string])[] = [
  ["milliseconds below ten have two decimals", milliseconds(4.213), "4.21 ms"],
  ["milliseconds below a hundred have one", milliseconds(42.13), "42.1 ms"],
  ["milliseconds from a hundred on have none", milliseconds(421.3), "421 ms"],
  ["below a tenth of a millisecond there are microseconds", fineMilliseconds(0.003_01), "3.01 µs"],
  ["from a tenth on there are none", fineMilliseconds(0.1), "0.10 ms"],
  ["nothing measured has no microseconds either", fineMilliseconds(null), "–"],
  ["thousands are separated", milliseconds(12_345.6), "12,346 ms"],
  ["a whole limit has no decimals", milliseconds(50), "50 ms"],
  ["nothing measured is not zero", milliseconds(null), "–"],
  ["zero is zero", milliseconds(0), "0 ms"],
  ["a figure just below its limit is not rounded onto it", milliseconds(499.97, 500), "499.97 ms"],
  ["nor one just above it", milliseconds(500.004, 500), "500.004 ms"],
  ["nor when only the first digits differ", milliseconds(4.999, 5), "4.999 ms"],
  ["a figure equal to its limit is shown as it is", milliseconds(500, 500), "500 ms"],
  ["a share is a percentage", share(0.421), "42.1 %"],
  ["small shares keep two decimals", share(0.00843), "0.84 %"],
  ["a share near its limit stays apart from it", share(0.009_999_6, 0.01), "0.99996 %"],
  ["one failure in a million is not 0 %", share(1e-6), "< 0.01 %"],
  ["one failure in a million is not 100 % right", share(0.999_999), "> 99.99 %"],
  ["all is 100 %", share(1), "100 %"],
  ["none is 0 %", share(0), "0 %"],
  ["binary fractions do not show", share(0.29), "29 %"],
  ["counts have separators", count(1_234_567), "1,234,567"],
  ["margins carry their sign", signedShare(0.421), "+42 %"],
  ["a broken limit's margin is negative", signedShare(-0.0312), "−3.1 %"],
  ["a margin of nearly nothing keeps its sign", signedShare(-0.000_01), "−0.01 %"],
  ["a margin of nearly all is not all of it", signedShare(0.9959), "+99.6 %"],
  ["no margin at all has none", signedShare(0), "0 %"],
  ["bytes are counted in thousands, as k6 does", bytes(4_812_344), "4.8 MB"],
  ["few bytes are whole", bytes(512), "512 B"],
  ["a budget's bytes are whole, so that one over the limit shows", figure("bytes", 3_712), "3,712 B"],
  ["a budget on memory is in megabytes", figure("bytes", 556_920_832), "557 MB"],
  ["no bytes are none", bytes(0), "0 B"],
  ["short runs have tenths of a second", seconds(3.14), "3.1 s"],
  ["a minute is still seconds", seconds(61.2), "61 s"],
  ["long runs are minutes", seconds(301), "5 min 1 s"],
  ["longer ones hours", seconds(3723), "1 h 2 min 3 s"],
  ["whole hours say nothing of minutes", seconds(7200), "2 h"],
  ["moments are UTC", moment("2026-03-02T09:15:04.123Z"), "2026-03-02 09:15:04 UTC"],
  ["one of a kind is singular", counted(1, "request"), "1 request"],
  ["several are plural", counted(1200, "request"), "1,200 requests"],
  ["escape sequences are made visible", visible("a\u001b[31mb"), "a\ufffd[31mb"],
  ["so are changes of the reading direction", visible("\u202egnp.exe"), "\ufffdgnp.exe"],
  ["line breaks stay", visible("a\n\tb"), "a\n\tb"],
];

for (const [what, actual, expected] of cases) {
  test(what, () => assert.equal(actual, expected));
}
