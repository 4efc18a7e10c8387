// Seeded randomness, the dataset's own: the same seed gives the same failing requests.

export { drawsFrom as randomFrom, hashOf as seedFrom, type Random } from "../src/seed/random.ts";
