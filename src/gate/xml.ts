// XML 1.0 as text: elements with attributes and children, everything escaped, and what no XML may hold made visible.

export type XmlElement = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text?: string;
};

export function element(
  name: string,
  attributes: XmlElement["attributes"],
  children: readonly XmlElement[] = [],
  text?: string,
): XmlElement {
  return text === undefined ? { name, attributes, children } : { name, attributes, children, text };
}

export function xmlDocument(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${render(root, "")}`;
}

function render({ name, attributes, children, text }: XmlElement, indent: string): string {
  const head = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escaped(value)}"`)];
  const open = `${indent}<${head.join(" ")}`;
  if (text !== undefined) return `${open}>${escaped(text)}</${name}>\n`;
  if (children.length === 0) return `${open}/>\n`;
  const inner = children.map((child) => render(child, `${indent}  `)).join("");
  return `${open}>\n${inner}${indent}</${name}>\n`;
}

/** In an attribute a parser turns line breaks and tabs into spaces, unless they are written as references. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(FORBIDDEN, "\ufffd")
    .replace(/[&<>"'\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** No XML 1.0 document may hold these, escaped or not; 7F to 9F are discouraged and may move a terminal's cursor. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g;
