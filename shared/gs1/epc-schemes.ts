/** How one EPC scheme lays out its URN and the GS1 key it stands for. */
export interface EpcScheme {
  /** As in `urn:epc:<space>:<scheme>:`. */
  readonly scheme: string;
  readonly space: 'id' | 'class';
  /** Application identifier of the key. */
  readonly ai: string;
  /** Digits of company prefix and reference together; 0 when the reference is text and the key has no check digit. */
  readonly digits: number;
  /** What stands before the company prefix in the key: the first digit of the reference, a zero, or nothing. */
  readonly front: 'reference' | 'zero' | 'nothing';
  /** The reference goes on with piece and total, two digits each, after the check digit. */
  readonly pieces?: true;
  /** Where the last component of the URN goes: behind the key, or into a qualifier of its own. Absent when there is none. */
  readonly serial?: 'in-key' | { readonly ai: string };
  /** True when `urn:epc:idpat:` with `*` for the serial stands for the class. */
  readonly pattern?: true;
}

/** EPC Tag Data Standard 2.1 §6.3 (URNs) and §7 (keys), CBV 2.0 §8.4. One row per scheme that stands for a GS1 key. */
export const epcSchemes: readonly EpcScheme[] = [
  { scheme: 'sgtin', space: 'id', ai: '01', digits: 13, front: 'reference', serial: { ai: '21' }, pattern: true },
  { scheme: 'lgtin', space: 'class', ai: '01', digits: 13, front: 'reference', serial: { ai: '10' } },
  { scheme: 'upui', space: 'id', ai: '01', digits: 13, front: 'reference', serial: { ai: '235' }, pattern: true },
  {
    scheme: 'itip',
    space: 'id',
    ai: '8006',
    digits: 13,
    front: 'reference',
    pieces: true,
    serial: { ai: '21' },
    pattern: true,
  },
  { scheme: 'sscc', space: 'id', ai: '00', digits: 17, front: 'reference' },
  { scheme: 'sgln', space: 'id', ai: '414', digits: 12, front: 'nothing', serial: { ai: '254' } },
  { scheme: 'pgln', space: 'id', ai: '417', digits: 12, front: 'nothing' },
  { scheme: 'gdti', space: 'id', ai: '253', digits: 12, front: 'nothing', serial: 'in-key', pattern: true },
  { scheme: 'sgcn', space: 'id', ai: '255', digits: 12, front: 'nothing', serial: 'in-key', pattern: true },
  { scheme: 'grai', space: 'id', ai: '8003', digits: 12, front: 'zero', serial: 'in-key', pattern: true },
  { scheme: 'gsrn', space: 'id', ai: '8018', digits: 17, front: 'nothing' },
  { scheme: 'gsrnp', space: 'id', ai: '8017', digits: 17, front: 'nothing' },
  { scheme: 'gsin', space: 'id', ai: '402', digits: 16, front: 'nothing' },
  { scheme: 'ginc', space: 'id', ai: '401', digits: 0, front: 'nothing' },
  { scheme: 'giai', space: 'id', ai: '8004', digits: 0, front: 'nothing' },
  { scheme: 'cpi', space: 'id', ai: '8010', digits: 0, front: 'nothing', serial: { ai: '8011' }, pattern: true },
];
