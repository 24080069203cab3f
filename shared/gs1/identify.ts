import { canonicalKey } from './canonical-epc.ts';
import { writeLink } from './key-link.ts';

/** What an EPC names, with the one spelling it is stored and compared under. */
export type Identified =
  | { readonly kind: 'sgtin'; readonly gtin: string; readonly serial: string; readonly canonical: string }
  | { readonly kind: 'sscc'; readonly sscc: string; readonly canonical: string }
  | { readonly kind: 'other'; readonly canonical: string };

/** Tells serialized items and logistic units, in any spelling, from everything else. A GTIN has 14 digits, an SSCC 18. */
export function identify(epc: string): Identified {
  const key = canonicalKey(epc);
  if (key === undefined) return { kind: 'other', canonical: epc };
  const canonical = writeLink(key);
  const [qualifier] = key.qualifiers;
  if (key.primary.ai === '00') return { kind: 'sscc', sscc: key.primary.value, canonical };
  if (key.primary.ai === '01' && qualifier?.ai === '21')
    return { kind: 'sgtin', gtin: key.primary.value, serial: qualifier.value, canonical };
  return { kind: 'other', canonical };
}
