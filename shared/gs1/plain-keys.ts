import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { valueProblem } from './application-identifiers.ts';
import { readGtin } from './gtin.ts';
import type { Element } from './key-link.ts';
import { quote } from './quote.ts';

/** Keys and qualifiers as people name them, and their application identifiers; a key stands before its qualifiers. */
export const plainNames = {
  sscc: '00',
  gtin: '01',
  itip: '8006',
  gln: '414',
  partyGln: '417',
  payToGln: '415',
  gdti: '253',
  gcn: '255',
  ginc: '401',
  gsin: '402',
  grai: '8003',
  giai: '8004',
  cpid: '8010',
  gmn: '8013',
  gsrnProvider: '8017',
  gsrnRecipient: '8018',
  variant: '22',
  lot: '10',
  serial: '21',
  tpx: '235',
  glnExtension: '254',
  uic: '7040',
  cpidSerial: '8011',
  srin: '8019',
  reference: '8020',
} as const;

export type PlainName = keyof typeof plainNames;

/** Values by name. A GTIN may have 8, 12, 13 or 14 digits. */
export type PlainKeys = Readonly<Partial<Record<PlainName, string>>>;

/** The elements of plain values, all rules of each identifier checked, GTIN padded to 14 digits. */
export function elementsOfPlain(keys: PlainKeys): Element[] | Refusal {
  const elements: Element[] = [];
  for (const [name, ai] of Object.entries(plainNames)) {
    const given = Object.entries(keys).find(([known]) => known === name)?.[1];
    if (given === undefined) continue;
    const value = ai === '01' ? readGtin(given) : given;
    if (isRefusal(value)) return { ...value, at: `/${name}` };
    const problem = valueProblem(ai, value);
    if (problem)
      return refuse('malformed', `${name} ${quote(value)} ${problem.detail}`, { at: `/${name}`, rule: 'GS1 GS §3' });
    elements.push({ ai, value });
  }
  return elements;
}

/** Keys and qualifiers among elements, by name; all other elements are left out. */
export function plainOfElements(elements: readonly Element[]): PlainKeys {
  const named = Object.entries(plainNames).flatMap(([name, ai]) =>
    elements.filter((element) => element.ai === ai).map(({ value }) => [name, value] as const),
  );
  return Object.fromEntries(named);
}
