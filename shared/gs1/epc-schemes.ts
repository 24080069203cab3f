/** Where the last component of a URN goes and what it may be. */
export interface SerialPart {
  /** As people call it. */
  readonly name: string;
  /** Application identifier of its own; absent when it stands behind the key. */
  readonly ai?: string;
  readonly most: number;
  /** Character set 82 (`X`), or digits. */
  readonly set: 'X' | 'N';
  /** A number: no zeros in front. */
  readonly number?: true;
}

/** How one EPC scheme lays out its URN and the GS1 key it stands for. */
export interface EpcScheme {
  /** As in `urn:epc:<space>:<scheme>:`. */
  readonly scheme: string;
  readonly space: 'id' | 'class';
  /** Application identifier of the key. */
  readonly ai: string;
  /** Digits of company prefix and reference together; 0 when the reference is text and the key has no check digit. */
  readonly digits: number;
  /** Character set of a reference that is text; prefix and reference together then have at most 30 characters. */
  readonly text?: 'X' | 'Y';
  /** What stands before the company prefix in the key: the first digit of the reference, a zero, or nothing. */
  readonly front: 'reference' | 'zero' | 'nothing';
  /** The reference goes on with piece and total, two digits each, after the check digit. */
  readonly pieces?: true;
  readonly serial?: SerialPart;
  /** True when `urn:epc:idpat:` with `*` for the serial stands for the class. */
  readonly pattern?: true;
}

const trade = { digits: 13, front: 'reference' } as const;
const place = { digits: 12, front: 'nothing' } as const;
const serial = { name: 'serial', most: 20, set: 'X' } as const;

/**
 * EPC Tag Data Standard 2.1 §6.3 (URNs) and §7 (keys), CBV 2.0 §8.4; lengths and sets as in GS1 General Specifications §3.
 * One row per scheme that stands for a GS1 key.
 */
export const epcSchemes: readonly EpcScheme[] = [
  { scheme: 'sgtin', space: 'id', ai: '01', ...trade, serial: { ...serial, ai: '21' }, pattern: true },
  { scheme: 'lgtin', space: 'class', ai: '01', ...trade, serial: { ...serial, name: 'lot', ai: '10' } },
  { scheme: 'upui', space: 'id', ai: '01', ...trade, serial: { ...serial, ai: '235', most: 28 }, pattern: true },
  { scheme: 'itip', space: 'id', ai: '8006', ...trade, pieces: true, serial: { ...serial, ai: '21' }, pattern: true },
  { scheme: 'sscc', space: 'id', ai: '00', digits: 17, front: 'reference' },
  { scheme: 'sgln', space: 'id', ai: '414', ...place, serial: { ...serial, name: 'extension', ai: '254' } },
  { scheme: 'pgln', space: 'id', ai: '417', ...place },
  { scheme: 'gdti', space: 'id', ai: '253', ...place, serial: { ...serial, most: 17 }, pattern: true },
  { scheme: 'sgcn', space: 'id', ai: '255', ...place, serial: { ...serial, most: 12, set: 'N' }, pattern: true },
  {
    scheme: 'grai',
    space: 'id',
    ai: '8003',
    digits: 12,
    front: 'zero',
    serial: { ...serial, most: 16 },
    pattern: true,
  },
  { scheme: 'gsrn', space: 'id', ai: '8018', digits: 17, front: 'nothing' },
  { scheme: 'gsrnp', space: 'id', ai: '8017', digits: 17, front: 'nothing' },
  { scheme: 'gsin', space: 'id', ai: '402', digits: 16, front: 'nothing' },
  { scheme: 'ginc', space: 'id', ai: '401', digits: 0, text: 'X', front: 'nothing' },
  { scheme: 'giai', space: 'id', ai: '8004', digits: 0, text: 'X', front: 'nothing' },
  {
    scheme: 'cpi',
    space: 'id',
    ai: '8010',
    digits: 0,
    text: 'Y',
    front: 'nothing',
    serial: { name: 'serial', ai: '8011', most: 12, set: 'N', number: true },
    pattern: true,
  },
];

const byName = new Map(epcSchemes.map((row) => [row.scheme, row]));

/** The scheme of a name such as `sgtin`; undefined for names that stand for no GS1 key. */
export function schemeNamed(name: string): EpcScheme | undefined {
  return byName.get(name);
}
