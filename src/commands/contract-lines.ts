// What was found of a contract as the terminal shows it: a line for each endpoint, what stays, and the counts.

import { styleText } from "node:util";
import type { Contract } from "../contract/contract.ts";
import { type Verdict, type Word, words } from "../contract/verdict.ts";

const INDENT = " ".repeat(4);

/** Ends without a newline. */
export function contractLines(
  { endpoints, around, refused, leaves, isAsExpected }: Contract,
  seconds: number,
  paint: boolean,
): string {
  return [
    ...endpoints.map((one) => endpointLines(one, paint)),
    ...section(
      "Given users who are not let in:",
      Object.entries(refused).map(([persona, why]) => `${persona}: ${why}`),
    ),
    ...section("Beside the catalogue's endpoints:", around.different),
    ...section("On the target stays:", leaves),
    "",
    `${isAsExpected ? "as expected" : "not as expected"}: ${counts(endpoints)}; ${counted(around.asked)} beside them, ${around.different.length} different; ${seconds.toFixed(1)} s`,
  ].join("\n");
}

function endpointLines({ endpoint, word, isExpected, asked, cases, saw }: Verdict, paint: boolean): string {
  const { mark, color } = look(word, isExpected);
  const left = asked < cases ? `, ${cases - asked} not asked` : "";
  const said = word === "broken" && isExpected ? "broken, as known" : word;
  const of = `${counted(asked)}${left}`;
  const head = `${paint ? styleText(color, mark) : mark} ${endpoint.padEnd(36)} ${said.padEnd(17)} ${of}`;
  return [head, ...saw.map((text) => INDENT + text)].join("\n");
}

function look(word: Word, isExpected: boolean): { mark: string; color: "green" | "red" | "gray" } {
  if (!isExpected) return { mark: "✗", color: "red" };
  return word === "works" ? { mark: "✓", color: "green" } : { mark: "–", color: "gray" };
}

function counted(cases: number): string {
  return `${cases} ${cases === 1 ? "case" : "cases"}`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", title, ...lines.map((text) => INDENT + text)];
}

/** In the order of the words, `broken, as known` apart. */
function counts(endpoints: readonly Verdict[]): string {
  const known = endpoints.filter(({ word, isExpected }) => word === "broken" && isExpected).length;
  const of = (word: Word): number => endpoints.filter((one) => one.word === word).length;
  const others = (Object.keys(words) as Word[])
    .filter((word) => word !== "works" && word !== "broken" && of(word) > 0)
    .map((word) => `${of(word)} ${word}`);
  const broken = of("broken") - known;
  return [
    `${of("works")} of ${endpoints.length} work`,
    ...(known > 0 ? [`${known} broken, as known`] : []),
    ...(broken > 0 ? [`${broken} broken`] : []),
    ...others,
  ].join(", ");
}
