// What OBCMS's validators and a scanner say of a file: its size, its content as libmagic sees it, its ending. Asked by documents.ts.

import type { UploadedFile } from "../http/multipart.ts";

const MOST_BYTES = 50 * 1024 * 1024;
const ENDINGS =
  "pdf, doc, docx, xls, xlsx, ppt, pptx, txt, rtf, odt, ods, odp, jpg, jpeg, png, gif, bmp, svg, mp4, avi, mov, wmv, flv, mp3, wav, ogg, zip, rar, 7z";
const TYPES = {
  pdf: "application/pdf",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  png: "image/png",
  txt: "text/plain",
  zip: "application/zip",
} as const;
/** In two parts, or a scanner would find it here. */
const EICAR = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE!$H+H*"].join("");

/** All that is wrong, in the order in which OBCMS says it; none for a file that it takes. */
export function problemsOf({ name, bytes }: UploadedFile): string[] {
  const type = contentType(bytes);
  const ending = endingOf(name).slice(1);
  return [
    ...(bytes.length > MOST_BYTES ? ["File size cannot exceed 50 MB."] : []),
    ...(Object.values<string>(TYPES).includes(type)
      ? []
      : [`File type '${type}' is not allowed. The file content does not match any accepted file type.`]),
    ...(ENDINGS.split(", ").includes(ending)
      ? []
      : [`File extension “${ending}” is not allowed. Allowed extensions are: ${ENDINGS}.`]),
  ];
}

export function isInfected({ bytes }: UploadedFile): boolean {
  return bytes.subarray(0, 4096).includes(EICAR);
}

/** `.pdf`, in lower case. */
export function endingOf(name: string): string {
  const dot = name.lastIndexOf(".");
  return dot < 0 ? "" : name.slice(dot).toLowerCase();
}

/** By its ending, as it is downloaded. */
export function typeOfName(name: string): string {
  return TYPES[endingOf(name).slice(1) as keyof typeof TYPES] ?? "application/octet-stream";
}

/** By its first bytes, as far as libmagic's knowledge matters here. */
function contentType(bytes: Buffer): string {
  const head = bytes.subarray(0, 2048);
  if (head.subarray(0, 5).equals(Buffer.from("%PDF-"))) return TYPES.pdf;
  if (head.subarray(0, 12).includes("PNG\r\n") && head.includes("IHDR")) return TYPES.png;
  if (head.subarray(0, 4).equals(Buffer.from("PK\u0003\u0004")) && head.length > 30)
    return head.includes("word/") ? TYPES.docx : TYPES.zip;
  const text = head.toString("latin1");
  if (/[^\t\n\r\x20-\xff]/.test(text)) return "application/octet-stream";
  // A few lines, each with as many commas as the first.
  const lines = text.split("\n").slice(0, 10);
  const commas = (line: string): number => line.split(",").length;
  const isTable =
    lines.length > 3 &&
    commas(lines[0] ?? "") > 1 &&
    lines.slice(0, 3).every((line) => commas(line) === commas(lines[0] ?? ""));
  return isTable ? "text/csv" : TYPES.txt;
}
