// A PDF of an exact size: one page of text, and an object that no page shows and that holds the rest. Read by kinds.ts.

import { ascii, fill } from "./bytes.ts";

const before = "%PDF-1.4\n%\xe2\xe3\xcf\xd3\n";
const after = "\nendstream\nendobj\n";

export function pdf(size: number, block: Uint8Array, title: string): Uint8Array {
  const text = `BT /F1 14 Tf 72 720 Td (${title.replace(/[()\\]/g, " ")}) Tj ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let head = before;
  const offsets = objects.map((object, index) => {
    const offset = head.length;
    head += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  offsets.push(head.length);
  // Numbers have a fixed width, so that what surrounds the filler is as long whatever it holds.
  const headOf = (filler: number): string => `${head}6 0 obj\n<< /Length ${wide(filler)} >>\nstream\n`;
  const tailOf = (xref: number): string =>
    `${after}xref\n0 7\n0000000000 65535 f \n${offsets.map((offset) => `${wide(offset)} 00000 n \n`).join("")}trailer\n<< /Size 7 /Root 1 0 R >>\nstartxref\n${wide(xref)}\n%%EOF\n`;
  const filler = size - headOf(0).length - tailOf(0).length;
  if (filler < 0) throw new Error(`a PDF of ${size} bytes is too small`);
  const xref = headOf(filler).length + filler + after.length;
  const bytes = new Uint8Array(size);
  bytes.set(ascii(headOf(filler)), 0);
  fill(bytes, headOf(filler).length, filler, block);
  bytes.set(ascii(tailOf(xref)), headOf(filler).length + filler);
  return bytes;
}

function wide(value: number): string {
  return String(value).padStart(10, "0");
}
