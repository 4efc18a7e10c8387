// InfluxDB 1's line protocol: a line for each figure, its labels as tags, its value as the field `value`, as k6 writes its own.
// https://docs.influxdata.com/influxdb/v1/write_protocols/line_protocol_reference/ has what is escaped.

import type { ToldFigure } from "./told-verdict.ts";

/** In milliseconds: write it with `precision=ms`. */
export function lineProtocol(figures: readonly ToldFigure[], at: Date): string {
  return figures
    .map(({ name, labels, value }) => {
      const tags = Object.entries(labels)
        .filter(([, text]) => text !== "")
        .map(([tag, text]) => `,${tag}=${escaped(text)}`);
      return `${name}${tags.join("")} value=${value} ${at.getTime()}\n`;
    })
    .join("");
}

/** A line break would end the line, and cannot be escaped. */
function escaped(text: string): string {
  return text
    .replace(/[\r\n]+/g, " ")
    .replace(/[,= ]/g, (character) => `\\${character}`)
    .replace(/\\$/, "\\ ");
}
