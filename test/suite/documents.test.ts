// Synthetic documents are what they say they are: other programs' rules are applied to their bytes, and sizes are exact.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { crc32, inflateSync } from "node:zlib";
import { randomFrom } from "../../stand-in/random.ts";
import { BLOCK, fillerBlock } from "../../tests/performance/k6/lib/documents/bytes.ts";
import {
  type DocumentKindName,
  documentKinds,
  SMALLEST,
} from "../../tests/performance/k6/lib/documents/kinds.ts";
import { sizeOfDocument } from "../../tests/performance/k6/lib/documents/sizes.ts";

const block = fillerBlock(7);
/** Around the places where a block more is needed, where what remains is too small for a frame, and large ones. */
const sizes = [
  SMALLEST,
  ...Array.from({ length: 40 }, (_, index) => SMALLEST + BLOCK - 1500 + 97 * index),
  ...Array.from({ length: 260 }, (_, index) => SMALLEST + BLOCK + index),
  300_001,
  1_234_567,
];

function made(kind: DocumentKindName, size: number): Buffer {
  return Buffer.from(documentKinds[kind].make(size, block, "A (test) title"));
}

for (const kind of Object.keys(documentKinds) as DocumentKindName[]) {
  test(`${kind}: as many bytes as asked for, whatever the size`, () => {
    for (const size of sizes) assert.equal(made(kind, size).length, size);
  });
}

test("another virtual user has other bytes", () => {
  assert.notDeepEqual(fillerBlock(1), fillerBlock(2));
});

test("PDF: every offset of its table leads to its object, and the stream is as long as it says", () => {
  for (const size of sizes) {
    const text = made("pdf", size).toString("latin1");
    const xref = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
    assert.ok(text.startsWith("xref\n0 7\n", xref), `${size}: the table is where the end says`);
    const offsets = [...text.slice(xref).matchAll(/^(\d{10}) 00000 n $/gm)].map((match) => Number(match[1]));
    assert.equal(offsets.length, 6);
    offsets.forEach((offset, index) => {
      assert.ok(text.startsWith(`${index + 1} 0 obj\n`, offset), `${size}: object ${index + 1}`);
    });
    const filler = text.slice(offsets[5]);
    const length = Number(/\/Length (\d+)/.exec(filler)?.[1]);
    assert.ok(filler.startsWith("\nendstream", filler.indexOf("stream\n") + 7 + length));
  }
});

test("PNG: every chunk's check sum holds, and the picture has its pixels", () => {
  for (const size of sizes) {
    const bytes = made("png", size);
    const types: string[] = [];
    let at = 8;
    for (; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
      const end = at + 8 + bytes.readUInt32BE(at);
      assert.equal(bytes.readUInt32BE(end), crc32(bytes.subarray(at + 4, end)), `${size}: chunk at ${at}`);
      const type = bytes.toString("latin1", at + 4, at + 8);
      types.push(type);
      if (type === "IDAT") assert.equal(inflateSync(bytes.subarray(at + 8, end)).length, 64 * 65);
    }
    assert.equal(at, bytes.length);
    assert.deepEqual([types[0], types[1], types.at(-1)], ["IHDR", "IDAT", "IEND"]);
  }
});

test("DOCX: every entry of the zip's directory is there, with its check sum; the third lies below word/", () => {
  for (const size of sizes) {
    const bytes = made("docx", size);
    const end = bytes.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
    assert.equal(end + 22 + bytes.readUInt16LE(end + 20), bytes.length);
    let at = bytes.readUInt32LE(end + 16);
    const names: string[] = [];
    for (let entry = 0; entry < bytes.readUInt16LE(end + 10); entry += 1) {
      const nameLength = bytes.readUInt16LE(at + 28);
      const name = bytes.toString("latin1", at + 46, at + 46 + nameLength);
      const local = bytes.readUInt32LE(at + 42);
      const begin = local + 30 + bytes.readUInt16LE(local + 26);
      const content = bytes.subarray(begin, begin + bytes.readUInt32LE(at + 24));
      assert.equal(bytes.readUInt32LE(at + 16), crc32(content), `${size}: ${name}`);
      assert.ok(bytes.toString("latin1", local + 30, begin) === name);
      names.push(name);
      at += 46 + nameLength;
    }
    assert.deepEqual(names.slice(0, 3), ["[Content_Types].xml", "_rels/.rels", "word/document.xml"]);
    assert.equal(new Set(names).size, names.length);
  }
});

const python = spawnSync("python3", ["-c", "import zipfile"]).status === 0;
test("DOCX: Python's zipfile opens it", { skip: !python && "no python3 here" }, () => {
  const folder = mkdtempSync(join(tmpdir(), "documents-test-"));
  try {
    const path = join(folder, "a.docx");
    writeFileSync(path, made("docx", 300_001));
    const script = `import zipfile,sys; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print(z.read("word/document.xml").decode())`;
    assert.match(
      spawnSync("python3", ["-c", script, path], { encoding: "utf8" }).stdout,
      /A \(test\) title<\/w:t>/,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("CSV: every line but the last has four columns", () => {
  const lines = made("csv", 20_000).toString().trimEnd().split("\n");
  assert.ok(lines.length > 300);
  assert.deepEqual(
    lines.slice(0, -1).filter((line) => line.split(",").length !== 4),
    [],
  );
});

test("half of the documents are smaller than the median, none above the cap, and the same seed draws the same", () => {
  const draw = (): number[] => {
    const random = randomFrom(42);
    return Array.from({ length: 4001 }, () => sizeOfDocument(random.next, 400, 5000));
  };
  const drawn = draw().sort((a, b) => a - b);
  const median = drawn[2000] ?? 0;
  assert.ok(median > 370_000 && median < 430_000, `median ${median}`);
  assert.ok((drawn.at(-1) ?? 0) <= 5_000_000 && (drawn[0] ?? 0) >= SMALLEST);
  assert.deepEqual(
    draw().sort((a, b) => a - b),
    drawn,
  );
  const capped = Array.from({ length: 100 }, () => sizeOfDocument(randomFrom(1).next, 1e9, 20));
  assert.deepEqual(new Set(capped), new Set([20_000]));
});
