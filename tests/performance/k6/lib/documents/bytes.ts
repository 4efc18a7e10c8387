// Bytes put together: texts, numbers, check sums, and the filler that gives a document its size. Read by the kinds of documents
// beside it. No import of k6's: the tests open the same bytes with other programs.

/** Filler comes in blocks of this many bytes, each the same, so that its check sum is computed once whatever the size. */
export const BLOCK = 16_384;

export function ascii(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) bytes[index] = text.charCodeAt(index);
  return bytes;
}

/** A block that no compression makes smaller, by xorshift; another one for each seed. */
export function fillerBlock(seed: number): Uint8Array {
  const words = new Uint32Array(BLOCK / 4);
  let state = (seed * 2_654_435_761 + 88_172_645) >>> 0 || 1;
  for (let index = 0; index < words.length; index += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[index] = state >>> 0;
  }
  return new Uint8Array(words.buffer);
}

/** Fills the rest of a document from `at` on. */
export function fill(bytes: Uint8Array, at: number, length: number, block: Uint8Array): void {
  for (let done = 0; done < length; done += block.length)
    bytes.set(block.subarray(0, Math.min(block.length, length - done)), at + done);
}

/** One after another, in a new array. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Unsigned, two or four bytes each, the lowest first as zip has them. */
export function littleEndian(...fields: readonly (readonly [value: number, bytes: 2 | 4])[]): Uint8Array {
  return joined(
    fields.map(([value, length]) =>
      Uint8Array.from({ length }, (_, index) => (value >>> (8 * index)) & 0xff),
    ),
  );
}

/** Four bytes, the highest first as PNG has them. */
export function bigEndian(value: number): Uint8Array {
  return Uint8Array.from({ length: 4 }, (_, index) => (value >>> (24 - 8 * index)) & 0xff);
}

const table = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** CRC-32 as zip and PNG use it. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (let index = 0; index < bytes.length; index += 1)
    crc = (crc >>> 8) ^ (table[(crc ^ (bytes[index] ?? 0)) & 0xff] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
}

/** Adler-32 as zlib uses it. */
export function adler32(bytes: Uint8Array): number {
  let low = 1;
  let high = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    low = (low + (bytes[index] ?? 0)) % 65_521;
    high = (high + low) % 65_521;
  }
  return ((high << 16) | low) >>> 0;
}
