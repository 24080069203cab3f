import { attributeName } from '../attribute-members.ts';
import type { Definitions } from '../prefixes.ts';
import { expandedName } from '../xml/write-names.ts';

/** A name of an extension as a query says it. */
export interface FieldName {
  /** Every full name it may have in events. */
  readonly names: ReadonlySet<string>;
  /** `namespace#local`, as EPCIS 1.2 §8.2.7.1 writes it. */
  readonly written: string;
}

/** One namespace with several spellings: CBV's, whose colon is often left out, and the GS1 Web Vocabulary on its hosts. */
const variants: readonly (readonly [spelling: RegExp, usual: string])[] = [
  [/^urn:epcglobal:cbv:mda[:#]?/, 'urn:epcglobal:cbv:mda:'],
  [/^https?:\/\/(?:www\.|ref\.)?gs1\.org\/voc\//, 'https://gs1.org/voc/'],
];

function usualSpelling(full: string): string {
  const [spelling, usual] = variants.find(([form]) => form.test(full)) ?? [];
  return spelling === undefined || usual === undefined ? full : full.replace(spelling, usual);
}

/** A member's namespace and local name, one behind the other; undefined for a name without a namespace. An attribute's `@` is no part of it. */
export function fullNameOf(member: string, definitions: Definitions): string | undefined {
  const name = member.startsWith('@') ? attributeName(member) : member;
  const { namespace, local } = expandedName(name, definitions);
  return namespace === undefined ? undefined : usualSpelling(namespace + local);
}

/**
 * Reads the name of a field: a CURIE whose prefix is defined, `namespace#local`, or a full URI. Undefined for any other text. What stands before a
 * number sign may end there, or may be a namespace that ends with the sign, or with the colon that JSON-LD gives to those of URNs.
 */
export function readFieldName(text: string, definitions: Definitions): FieldName | undefined {
  const { namespace = '', local, prefix = '' } = expandedName(text, definitions);
  if (namespace === '' || local === '') return undefined;
  const names = [namespace + local];
  const isCurie = prefix !== '';
  if (!isCurie && namespace.endsWith('#')) {
    const before = namespace.slice(0, -1);
    names.push(before + local, ...(before.startsWith('urn:') ? [`${before}:${local}`] : []));
  }
  const written = isCurie || !text.includes('#') ? `${namespace}#${local}` : text;
  return { names: new Set(names.map(usualSpelling)), written };
}
