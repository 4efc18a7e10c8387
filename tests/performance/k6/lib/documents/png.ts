// A PNG of an exact size: a small grey picture, and chunks that every program skips and that hold the rest. Read by kinds.ts.

import { adler32, ascii, BLOCK, bigEndian, crc32, joined, littleEndian } from "./bytes.ts";

const SIDE = 64;
const SIGNATURE = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Length, type and check sum of a chunk. */
const FRAME = 12;

export function png(size: number, block: Uint8Array): Uint8Array {
  const head = joined([SIGNATURE, chunk("IHDR", header()), chunk("IDAT", picture(block))]);
  const end = chunk("IEND", new Uint8Array(0));
  const rest = size - head.length - end.length;
  if (rest < FRAME) throw new Error(`a PNG of ${size} bytes is too small`);
  const whole = chunk("fiLr", block);
  const bytes = new Uint8Array(size);
  bytes.set(head, 0);
  let at = head.length;
  for (const length of lengths(rest)) {
    const filler = length === BLOCK ? whole : chunk("fiLr", block.subarray(0, length));
    bytes.set(filler, at);
    at += filler.length;
  }
  bytes.set(end, at);
  return bytes;
}

/** Lengths of the chunks' contents that take `rest` bytes with their frames: whole blocks, and what remains. */
function lengths(rest: number): number[] {
  const whole = Math.floor(rest / (BLOCK + FRAME));
  const left = rest - whole * (BLOCK + FRAME);
  const blocks = Array.from({ length: whole }, () => BLOCK);
  if (left === 0) return blocks;
  if (left >= FRAME) return [...blocks, left - FRAME];
  // Too little for a frame: one block gives up as much as another frame takes.
  return [...blocks.slice(1), BLOCK - FRAME, left];
}

function header(): Uint8Array {
  // 8 bits a pixel, grey, the only methods that there are, not interlaced.
  return joined([bigEndian(SIDE), bigEndian(SIDE), Uint8Array.from([8, 0, 0, 0, 0])]);
}

/** The pixels as zlib data that is stored, not compressed; each line begins with the number of its filter. */
function picture(block: Uint8Array): Uint8Array {
  const pixels = new Uint8Array(SIDE * (SIDE + 1));
  for (let line = 0; line < SIDE; line += 1)
    pixels.set(block.subarray(line * SIDE, (line + 1) * SIDE), line * (SIDE + 1) + 1);
  const stored = littleEndian([pixels.length, 2], [~pixels.length & 0xffff, 2]);
  return joined([Uint8Array.from([0x78, 0x01, 0x01]), stored, pixels, bigEndian(adler32(pixels))]);
}

function chunk(type: string, content: Uint8Array): Uint8Array {
  const checked = joined([ascii(type), content]);
  return joined([bigEndian(content.length), checked, bigEndian(crc32(checked))]);
}
