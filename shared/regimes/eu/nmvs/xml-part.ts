import { isRefusal, type Refusal } from '../../../refusal.ts';
import { xmlAttribute, xmlText } from '../../../wire/write-xml.ts';

/** An element to write; `name` with its prefix. */
export interface XmlPart {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly inside: string | readonly XmlPart[];
}

export const part = (
  name: string,
  inside: string | readonly XmlPart[] = [],
  attributes: Readonly<Record<string, string>> = {},
): XmlPart => ({ name, attributes, inside });

/** Writes an element on one line. Refuses characters that XML cannot carry. */
export function writeXmlPart(written: XmlPart): string | Refusal {
  const pieces: string[] = [];
  const refused = write(written, pieces);
  return refused ?? pieces.join('');
}

function write({ name, attributes, inside }: XmlPart, pieces: string[]): Refusal | undefined {
  pieces.push('<', name);
  for (const [attribute, value] of Object.entries(attributes)) {
    const text = xmlAttribute(value);
    if (isRefusal(text)) return { ...text, at: `${name}/@${attribute}` };
    pieces.push(' ', attribute, '="', text, '"');
  }
  if (inside.length === 0) {
    pieces.push('/>');
    return undefined;
  }
  pieces.push('>');
  const refused = typeof inside === 'string' ? writeText(name, inside, pieces) : writeAll(inside, pieces);
  pieces.push('</', name, '>');
  return refused;
}

function writeText(name: string, inside: string, pieces: string[]): Refusal | undefined {
  const text = xmlText(inside);
  if (isRefusal(text)) return { ...text, at: name };
  pieces.push(text);
  return undefined;
}

function writeAll(parts: readonly XmlPart[], pieces: string[]): Refusal | undefined {
  for (const one of parts) {
    const refused = write(one, pieces);
    if (refused !== undefined) return refused;
  }
  return undefined;
}
