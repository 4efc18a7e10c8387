// A body of multipart/form-data as its fields and files. Read by the views that take files.

import { type Call, isMultipart } from "./call.ts";

export type UploadedFile = { readonly name: string; readonly type: string; readonly bytes: Buffer };
export type Parts = { readonly fields: Record<string, string>; readonly files: Record<string, UploadedFile> };

const BREAK = "\r\n";

/** Undefined where the body is none, or has no boundary. */
export function partsOf({ headers, upload }: Call): Parts | undefined {
  const boundary = /boundary="?([^";]+)/.exec(headers["content-type"] ?? "")?.[1];
  if (!isMultipart(headers) || upload === undefined || boundary === undefined) return undefined;
  const parts: Parts = { fields: {}, files: {} };
  const line = `--${boundary}`;
  for (let at = upload.indexOf(line); at >= 0; ) {
    const begin = at + line.length + BREAK.length;
    const next = upload.indexOf(BREAK + line, begin);
    if (next < 0) break;
    add(parts, upload.subarray(begin, next));
    at = next + BREAK.length;
  }
  return parts;
}

function add(parts: Parts, part: Buffer): void {
  const end = part.indexOf(BREAK + BREAK);
  const head = part.subarray(0, Math.max(0, end)).toString("utf8");
  const content = part.subarray(end + 2 * BREAK.length);
  const field = /[ ;]name="([^"]*)"/.exec(head)?.[1];
  const file = /filename="([^"]*)"/.exec(head)?.[1];
  if (field === undefined) return;
  if (file === undefined) parts.fields[field] = content.toString("utf8");
  else {
    const type = /^content-type: *([^\r\n]+)/im.exec(head)?.[1] ?? "application/octet-stream";
    parts.files[field] = { name: file, type, bytes: content };
  }
}
