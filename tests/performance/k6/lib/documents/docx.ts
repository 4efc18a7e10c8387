// A DOCX of an exact size: a zip whose entries are stored, with one paragraph of text, and media that hold the rest.
// Read by kinds.ts. The third entry lies below word/, because libmagic, and so OBCMS, tells a DOCX from a zip by that.

import { ascii, BLOCK, crc32, joined, littleEndian } from "./bytes.ts";

type Entry = { readonly name: string; readonly content: Uint8Array; readonly crc: number };

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument";
const WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/** 1 January 2026, as zip writes dates. */
const DATE = ((2026 - 1980) << 9) | (1 << 5) | 1;

export function docx(size: number, block: Uint8Array, title: string): Uint8Array {
  const texts = [
    text(
      "[Content_Types].xml",
      `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="bin" ContentType="application/octet-stream"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    ),
    text(
      "_rels/.rels",
      `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}" Target="word/document.xml"/></Relationships>`,
    ),
    text(
      "word/document.xml",
      `${XML}<w:document xmlns:w="${WORD}"><w:body><w:p><w:r><w:t>${title.replace(/[<&]/g, " ")}</w:t></w:r></w:p></w:body></w:document>`,
    ),
  ];
  const rest = size - texts.reduce((sum, entry) => sum + sizeOf(entry), 0) - END;
  if (rest < 0) throw new Error(`a DOCX of ${size} bytes is too small`);
  const whole: Omit<Entry, "name"> = { content: block, crc: crc32(block) };
  const blocks = Math.floor(rest / (BLOCK + FRAME));
  const media = Array.from({ length: blocks }, (_, index): Entry => ({ name: mediaName(index), ...whole }));
  const left = rest - blocks * (BLOCK + FRAME);
  if (left < FRAME) return zip([...texts, ...media], left);
  const content = block.subarray(0, left - FRAME);
  return zip([...texts, ...media, { name: mediaName(blocks), content, crc: crc32(content) }], 0);
}

function text(name: string, content: string): Entry {
  const bytes = ascii(content);
  return { name, content: bytes, crc: crc32(bytes) };
}

/** As long whatever its number. */
function mediaName(index: number): string {
  return `word/media/${String(index).padStart(6, "0")}.bin`;
}

const LOCAL = 30;
const CENTRAL = 46;
const END = 22;
/** What an entry of media takes beside its content. */
const FRAME = LOCAL + CENTRAL + 2 * mediaName(0).length;

function sizeOf({ name, content }: Entry): number {
  return LOCAL + CENTRAL + 2 * name.length + content.length;
}

/** `comment`: so many blanks at its end, where what remains is too little for an entry. */
function zip(entries: readonly Entry[], comment: number): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { name, content, crc } of entries) {
    // Version 2.0, no flags, stored; then date, check sum, both sizes, length of the name.
    const common = littleEndian(
      [20, 2],
      [0, 2],
      [0, 2],
      [0, 2],
      [DATE, 2],
      [crc, 4],
      [content.length, 4],
      [content.length, 4],
      [name.length, 2],
      [0, 2],
    );
    parts.push(littleEndian([0x04034b50, 4]), common, ascii(name), content);
    directory.push(
      littleEndian([0x02014b50, 4], [20, 2]),
      common,
      littleEndian([0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]),
      ascii(name),
    );
    offset += LOCAL + name.length + content.length;
  }
  const length = directory.reduce((sum, part) => sum + part.length, 0);
  const end = littleEndian(
    [0x06054b50, 4],
    [0, 2],
    [0, 2],
    [entries.length, 2],
    [entries.length, 2],
    [length, 4],
    [offset, 4],
    [comment, 2],
  );
  return joined([...parts, ...directory, end, ascii(" ".repeat(comment))]);
}
