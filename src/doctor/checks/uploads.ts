// Whether the target takes files as large as those that are planned. Called by checks.ts.

import { settings } from "../../../tests/performance/k6/catalogue/settings.ts";
import { type Finding, failed, ok, warning } from "../finding.ts";
import type { Subject } from "../subject.ts";
import { byConfiguration } from "../told.ts";

/** Of OBCMS's upload view itself, whatever Django is told. */
const VIEW_BYTES = 50 * 1024 * 1024;
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

export async function fitsUploads(subject: Subject): Promise<Finding> {
  const largest = subject.values["documents.capKb"] * 1000;
  if (largest > VIEW_BYTES)
    return failed(
      `documents of up to ${megabytes(largest)} are planned, and OBCMS refuses those above ${megabytes(VIEW_BYTES)}`,
      `plan smaller ones: ${settings["documents.capKb"].env}`,
    );
  return byConfiguration(subject, ({ upload: { memoryBytes, dataBytes } }) => {
    const planned = `documents of up to ${megabytes(largest)}; OBCMS takes ${megabytes(VIEW_BYTES)}`;
    if (memoryBytes === null) return ok(planned);
    const kept =
      largest <= memoryBytes
        ? `each lies in a worker's memory while it is sent (up to ${megabytes(memoryBytes)})`
        : `those above ${megabytes(memoryBytes)} go to a file while they are sent`;
    // Django counts fields here and not files, but a proxy or a view that reads the body itself does.
    return dataBytes !== null && dataBytes < largest
      ? warning(
          `${planned}, ${kept}; but a body may have ${megabytes(dataBytes)} where a view reads it whole`,
          "raise DATA_UPLOAD_MAX_MEMORY_SIZE on the target",
        )
      : ok(`${planned}, ${kept}`);
  });
}
