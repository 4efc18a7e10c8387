// Documents and their categories. No file comes with a document: what its row says of one is invented, as in a database
// that was restored without its media folder. docs/seed.md tells what OBCMS then answers.

import { communityId } from "./communities.ts";
import { daysAfter, madeOn, momentOf } from "./days.ts";
import { type Order, sizeOf } from "./order.ts";
import { type Random, randomFor } from "./random.ts";
import { FIRST_ID, type Row } from "./row.ts";
import { ownerOf } from "./users.ts";
import { sentences, topic } from "./words.ts";

const CATEGORIES = ["Reports", "Minutes", "Agreements", "Photos", "Forms", "Policies"] as const;

/** A share of a hundred documents, the category and the ending of each type; what has no category stays without. */
const types = {
  report: { share: 22, category: "Reports", ending: "pdf" },
  minutes: { share: 16, category: "Minutes", ending: "docx" },
  correspondence: { share: 12, category: null, ending: "pdf" },
  photo: { share: 10, category: "Photos", ending: "jpg" },
  form: { share: 8, category: "Forms", ending: "docx" },
  profile: { share: 7, category: "Reports", ending: "pdf" },
  presentation: { share: 6, category: null, ending: "pptx" },
  policy: { share: 5, category: "Policies", ending: "pdf" },
  moa: { share: 4, category: "Agreements", ending: "pdf" },
  financial: { share: 4, category: null, ending: "xlsx" },
  certificate: { share: 2, category: null, ending: "pdf" },
  legal: { share: 2, category: "Policies", ending: "pdf" },
  research: { share: 1, category: "Reports", ending: "pdf" },
  other: { share: 1, category: null, ending: "zip" },
} as const satisfies Record<string, Kind>;
type Kind = { share: number; category: (typeof CATEGORIES)[number] | null; ending: string };
export const documentTypes = Object.keys(types) as (keyof typeof types)[];

/** Shares of a hundred: most are published and for the office, few are secret. */
export const documentStatuses = {
  draft: 10,
  under_review: 8,
  approved: 17,
  published: 48,
  archived: 14,
  deleted: 3,
} as const;
export const confidentialityLevels = {
  public: 20,
  internal: 55,
  restricted: 15,
  confidential: 8,
  secret: 2,
} as const;

const shares = Object.fromEntries(documentTypes.map((type) => [type, types[type].share]));

export function* documentCategoryRows({ today }: Order): Generator<Row> {
  for (const [index, name] of CATEGORIES.entries())
    yield {
      model: "documents.documentcategory",
      pk: FIRST_ID + index,
      fields: {
        name: `Perf ${name.toLowerCase()}`,
        description: "Invented for load tests.",
        is_active: true,
        ...madeOn(today),
      },
    };
}

export function* documentRows(order: Order): Generator<Row> {
  const random = randomFor(order.seed, "documents");
  const { communities, barangays } = sizeOf(order);
  const typeOf = dealer(random, shares);
  const statusOf = dealer(random, documentStatuses);
  const levelOf = dealer(random, confidentialityLevels);
  for (let index = 0; index < sizeOf(order).documents; index += 1) {
    const type = typeOf() as keyof typeof types;
    const status = statusOf();
    const { category, ending } = types[type];
    const name = `perf-${type}-${String(index + 1).padStart(5, "0")}.${ending}`;
    const made = daysAfter(order.today, -random.between(1, 700));
    yield {
      model: "documents.document",
      pk: FIRST_ID + index,
      fields: {
        title: `Perf ${type} ${index + 1}: ${topic(random)}`,
        description: sentences(random, 2),
        document_type: type,
        category: category === null ? null : FIRST_ID + CATEGORIES.indexOf(category),
        file: `documents/perf/${name}`,
        original_filename: name,
        file_size: sizeOfFile(random),
        community: index % 3 === 0 ? communityId(index % Math.min(communities, barangays)) : null,
        tags: `perf,${type}`,
        confidentiality_level: levelOf(),
        status,
        uploaded_by: ownerOf(order, index),
        ...(isApproved(status)
          ? { approved_by: ownerOf(order, index + 1), approved_at: momentOf(daysAfter(made, 14)) }
          : {}),
        document_date: made,
        view_count: random.between(0, 60),
        download_count: random.between(0, 20),
        is_latest_version: true,
        is_active: status !== "deleted",
        ...madeOn(made),
      },
    };
  }
}

function isApproved(status: string): boolean {
  return status === "approved" || status === "published" || status === "archived";
}

/** Bytes: most files have some hundred kilobytes, some have megabytes, none more than OBCMS's 50 MB. */
function sizeOfFile(random: Random): number {
  return Math.round(20_000 * 1000 ** (random.next() * random.next()));
}

/** Deals values at random, in each hundred each as often as its share says. */
function dealer(random: Random, shares: Readonly<Record<string, number>>): () => string {
  const all = Object.entries(shares).flatMap(([value, share]) => Array<string>(share).fill(value));
  let left: string[] = [];
  return () => {
    if (left.length === 0) left = [...all];
    return left.splice(random.between(0, left.length - 1), 1)[0] ?? "";
  };
}
