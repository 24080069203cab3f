/** A primary key of a Digital Link. */
export interface LinkKey {
  readonly alias: string;
  /** The paths that may follow: any qualifiers of one of them, in its order. */
  readonly paths: readonly (readonly string[])[];
  /** True when the path must follow. */
  readonly needs?: boolean;
}

const upToSerial = ['22', '10', '21'];

/**
 * Primary keys, and the paths of qualifiers that may follow (GS1 Digital Link URI Syntax 1.6 §4, GS1 Barcode Syntax Dictionary `dlpkey`). They
 * stand in order of priority: the first of several keys is what an element string is about. The convenience aliases are those of version
 * 1.1; later versions do without them, but they are met in events and CBV 2.0 §8.9 has them understood.
 */
const keys: readonly (readonly [ai: string, key: LinkKey])[] = [
  ['00', { alias: 'sscc', paths: [] }],
  ['01', { alias: 'gtin', paths: [upToSerial, ['235']] }],
  ['8006', { alias: 'itip', paths: [upToSerial] }],
  ['8013', { alias: 'gmn', paths: [] }],
  ['8010', { alias: 'cpid', paths: [['8011']] }],
  ['8004', { alias: 'giai', paths: [['7040']] }],
  ['8003', { alias: 'grai', paths: [] }],
  ['253', { alias: 'gdti', paths: [] }],
  ['255', { alias: 'gcn', paths: [] }],
  ['8017', { alias: 'gsrnp', paths: [['8019']] }],
  ['8018', { alias: 'gsrn', paths: [['8019']] }],
  ['415', { alias: 'payTo', paths: [['8020']], needs: true }],
  ['402', { alias: 'gsin', paths: [] }],
  ['401', { alias: 'ginc', paths: [] }],
  ['414', { alias: 'gln', paths: [['254'], ['7040']] }],
  ['417', { alias: 'party', paths: [['7040']] }],
];

/** Application identifiers of primary keys, the first of several found together being what the rest is about. */
export const keyPriority: readonly string[] = keys.map(([ai]) => ai);

const keysByNumber = new Map(keys);

/** The primary key of an application identifier; undefined for all others. */
export function linkKey(ai: string): LinkKey | undefined {
  return keysByNumber.get(ai);
}

/** What may follow a key, in words: `22, 10, 21 or 235`; empty when nothing may. */
export function spokenPaths({ paths }: LinkKey): string {
  return paths.map((path) => path.join(', ')).join(' or ');
}

/** Aliases of qualifiers; 235 and 7040 have none. */
export const qualifierAliases: Readonly<Record<string, string>> = {
  '22': 'cpv',
  '10': 'lot',
  '21': 'ser',
  '254': 'glnx',
  '8011': 'cpsn',
  '8019': 'srin',
  '8020': 'refno',
};

const keysByName = new Map(keys.flatMap(([ai, { alias }]) => [ai, alias].map((name) => [name, ai])));
const qualifiersByAlias = new Map(Object.entries(qualifierAliases).map(([ai, alias]) => [alias, ai]));

/** The application identifier of a primary key by number or alias; undefined for any other path segment. */
export function keyNamed(segment: string): string | undefined {
  return keysByName.get(segment);
}

/** The application identifier of a qualifier by number or alias; any other text is returned as it is. */
export function qualifierNamed(segment: string): string {
  return qualifiersByAlias.get(segment) ?? segment;
}

/** Identifiers that may not stand in the query string (Syntax Dictionary: no `?`): qualifiers, one-off numbers, those of devices. */
const neverAttributes = new Set('03 21 22 235 254 7040 7041 8011 8014 8019 8020 8040 8041 8042 8043 8200'.split(' '));

/** True when an application identifier may be a data attribute of a link, `?17=280331`. */
export function mayBeAttribute(ai: string): boolean {
  return !neverAttributes.has(ai);
}
