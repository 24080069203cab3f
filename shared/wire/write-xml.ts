import { type Refusal, refuse } from '../refusal.ts';

/** Everything but the characters that need an escape, or that no XML can carry. One test tells that a text goes as it is. */
const specialInText = /[^\t\n\x20-\x25\x27-\x3B\x3D\x3F-\uD7FF\uE000-\uFFFD]/;
const specialInAttribute = /[^\x20-\x21\x23-\x25\x27-\x3B\x3D\x3F-\uD7FF\uE000-\uFFFD]/;
const forbidden = /[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/** A carriage return, and white space in attributes, would reach the receiver as something else (XML 1.0 §2.11, §3.3.3). */
const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** Text as it stands between tags. Refuses characters that XML cannot carry, not even escaped (XML 1.0 §2.2). */
export function xmlText(text: string): string | Refusal {
  return specialInText.test(text) ? escaped(text, /[&<>\r]/g) : text;
}

/** A value as it stands between the double quotes of an attribute. Refuses what `xmlText` refuses. */
export function xmlAttribute(text: string): string | Refusal {
  return specialInAttribute.test(text) ? escaped(text, /[&<>"\t\n\r]/g) : text;
}

function escaped(text: string, special: RegExp): string | Refusal {
  const bad = forbidden.exec(text)?.[0].codePointAt(0);
  if (bad === undefined) return text.replace(special, (character) => escapes[character] ?? character);
  const name = `U+${bad.toString(16).toUpperCase().padStart(4, '0')}`;
  return refuse('unsupported', `holds the character ${name}, which XML cannot carry`, {
    rule: 'XML 1.0 §2.2 Characters',
    remedy: 'take the character out, or send JSON',
  });
}

const start =
  'A-Z_a-z\\u{C0}-\\u{D6}\\u{D8}-\\u{F6}\\u{F8}-\\u{2FF}\\u{370}-\\u{37D}\\u{37F}-\\u{1FFF}\\u{200C}-\\u{200D}' +
  '\\u{2070}-\\u{218F}\\u{2C00}-\\u{2FEF}\\u{3001}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFFD}\\u{10000}-\\u{EFFFF}';
const ncName = new RegExp(`^[${start}][${start}\\-.0-9\\u{B7}\\u{300}-\\u{36F}\\u{203F}-\\u{2040}]*$`, 'u');

/** True for a name without a colon that an element, an attribute or a prefix may have (Namespaces in XML 1.0 §3, NCName). */
export const isNcName = (text: string): boolean => ncName.test(text);

/** Takes elements in the order in which they stand, and gives the text of them. Names and attributes come escaped. */
export interface XmlOutput {
  /** Starts an element. `attributes`: with a space before each. With `text`, no white space is put inside: it would belong to the text. */
  open(name: string, attributes?: string, text?: string): void;
  close(name: string): void;
  /** A whole element with escaped text, or without any. */
  leaf(name: string, text: string, attributes?: string): void;
  /** Text that is XML already. */
  insert(xml: string): void;
  /** Everything since the last call. */
  take(): string;
}

/** An output whose elements stand each on a line of its own, or all on one. `depth`: levels of indentation of the outermost. */
export function xmlOutput({ indent, depth = 0 }: { indent: boolean; depth?: number }): XmlOutput {
  let chunks: string[] = [];
  let level = depth;
  /** How many open elements have text of their own. */
  let mixed = 0;
  const line = (): string => (indent && mixed === 0 ? lineAt(level) : '');
  return {
    open(name, attributes = '', text) {
      chunks.push(`${line()}<${name}${attributes}>${text ?? ''}`);
      level++;
      if (mixed > 0 || text !== undefined) mixed++;
    },
    close(name) {
      level--;
      chunks.push(`${line()}</${name}>`);
      if (mixed > 0) mixed--;
    },
    leaf(name, text, attributes = '') {
      chunks.push(`${line()}<${name}${attributes}${text === '' ? '/>' : `>${text}</${name}>`}`);
    },
    insert(xml) {
      chunks.push(xml);
    },
    take() {
      const text = chunks.join('');
      chunks = [];
      return text;
    },
  };
}

const lines: string[] = [];

/** A line break and the white space that leads a line of this level. */
function lineAt(level: number): string {
  lines[level] ??= `\n${'  '.repeat(level)}`;
  return lines[level];
}
