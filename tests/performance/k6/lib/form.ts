// What is in a form that the target sent: the fields as a browser would send them back. A field left out would be emptied.

const TAGS = /<(input|textarea|select)\b([^>]*)>/g;
const ENTITIES: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#x27;": "'",
  "&#39;": "'",
};

/** Values by name, of the first field where several share one; check boxes are left out. Empty for a body without fields. */
export function fieldsIn(body: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const match of body.matchAll(TAGS)) {
    const [tag, kind = "", attributes = ""] = match;
    const name = attribute(attributes, "name");
    if (name === undefined || name in fields || /type="(checkbox|radio|submit)"/.test(attributes)) continue;
    const rest = body.slice(match.index + tag.length);
    fields[name] = decoded(kind === "input" ? (attribute(attributes, "value") ?? "") : inside(kind, rest));
  }
  return fields;
}

/** A select's chosen option, the first one where none is marked; a text area's text without the line break it begins with. */
function inside(kind: string, rest: string): string {
  const content = rest.slice(0, Math.max(0, rest.indexOf(`</${kind}>`)));
  if (kind === "textarea") return content.replace(/^\r?\n/, "");
  const options = [...content.matchAll(/<option\b([^>]*)>/g)].map((match) => match[1] ?? "");
  const chosen = options.find((text) => /\sselected\b/.test(text)) ?? options[0] ?? "";
  return attribute(chosen, "value") ?? "";
}

function attribute(text: string, name: string): string | undefined {
  return new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(text)?.[1];
}

function decoded(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#x27|#39);/g, (entity) => ENTITIES[entity] ?? entity);
}
