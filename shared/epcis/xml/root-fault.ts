import type { XmlName } from '../../wire/xml-names.ts';
import { namespaces } from './structure.ts';

/** How each document element has to be called, and which versions its namespace stands for. */
const wanted: ReadonlyMap<string, keyof (typeof namespaces)['1.2']> = new Map([
  ['EPCISDocument', 'epcis'],
  ['EPCISQueryDocument', 'query'],
  ['EPCISMasterDataDocument', 'masterdata'],
]);
const ofMajor: Readonly<Record<string, { readonly known: RegExp; readonly latest: string }>> = {
  '1': { known: /^1(\.[012])?(\.0)*$/, latest: '1.2' },
  '2': { known: /^2(\.0)*$/, latest: '2.0' },
};

/** The namespaces in which a document element may stand; none for what is no document. */
export function namespacesOf(local: string): string[] {
  const which = wanted.get(local);
  return which === undefined ? [] : [namespaces['1.2'][which], namespaces['2.0'][which]];
}

/** What the XSD refuses in the name and attributes of a document element, and readers do without (EPCglobal.xsd Document). */
export function rootFault(
  name: XmlName,
  { schemaVersion, creationDate }: { readonly schemaVersion?: string; readonly creationDate?: string },
): string | undefined {
  const spaces = namespacesOf(name.local);
  if (spaces.length === 0) return undefined;
  if (!spaces.includes(name.namespace)) {
    const found = name.namespace === '' ? 'in no namespace' : `in the namespace ${name.namespace}`;
    return `<${name.local}> stands ${found}; the XSD wants ${spaces.join(' or ')}`;
  }
  if (schemaVersion === undefined) return 'the attribute "schemaVersion" is missing: the XSD wants it';
  return creationDate === undefined ? 'the attribute "creationDate" is missing: the XSD wants it' : undefined;
}

/** The version of a document: what it says, unless its namespace stands for others. The XSDs take any number there. */
export function versionIn(namespace: string, schemaVersion: string): string {
  const major = ofMajor[/:xsd:(\d+)$/.exec(namespace)?.[1] ?? ''];
  return major === undefined || major.known.test(schemaVersion) ? schemaVersion : major.latest;
}
