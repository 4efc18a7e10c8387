// The style sheet that every full page carries inline: utility classes out of tables, about as heavy as OBCMS's.
// OBCMS's pages weigh 40 KB (login) to 140 KB, nearly all of it layout, and k6 has to receive all of it.

const SPACING = [0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24] as const;
const SIDES = { m: "margin", p: "padding", gap: "gap" } as const;
const EDGES = { t: "-top", r: "-right", b: "-bottom", l: "-left" } as const;
const HUES = {
  gray: 220,
  blue: 214,
  emerald: 160,
  amber: 38,
  red: 0,
  purple: 270,
  teal: 174,
  slate: 215,
} as const;
const SHADES = [50, 100, 200, 300, 400, 500, 600, 700, 800, 900] as const;
const WIDTHS = { sm: 640, md: 768, lg: 1024, xl: 1280, wide: 1536 } as const;

export const stylesheet = [
  ":root{color-scheme:light;--ink:#1f2937;--paper:#fff}*{box-sizing:border-box}body{margin:0;color:var(--ink)}",
  ...spacingRules(""),
  ...colourRules(),
  ...Object.entries(WIDTHS).map(
    ([name, width]) => `@media(min-width:${width}px){${spacingRules(`${name}\\:`).join("")}}`,
  ),
].join("\n");

function spacingRules(prefix: string): string[] {
  return Object.entries(SIDES).flatMap(([letter, property]) =>
    SPACING.flatMap((step) => {
      const all = `.${prefix}${letter}-${step}{${property}:${step / 4}rem}`;
      const edges = Object.entries(EDGES).map(
        ([edge, suffix]) => `.${prefix}${letter}${edge}-${step}{${property}${suffix}:${step / 4}rem}`,
      );
      return property === "gap" ? [all] : [all, ...edges];
    }),
  );
}

function colourRules(): string[] {
  return Object.entries(HUES).flatMap(([name, hue]) =>
    SHADES.map((shade) => {
      const colour = `hsl(${hue} 70% ${Math.round(98 - shade / 10.5)}%)`;
      return `.text-${name}-${shade}{color:${colour}}.bg-${name}-${shade}{background:${colour}}.border-${name}-${shade}{border-color:${colour}}`;
    }),
  );
}
