import { canonicalKey } from '../gs1/canonical-epc.ts';
import { checkDigitHolds } from '../gs1/check-digit.ts';
import { convertIdentifier } from '../gs1/convert-identifier.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';

/** Somebody whom people here know by a name. */
export interface Partner {
  /** PGLN. */
  readonly id: string;
  readonly name: string;
}

/** A party as events name it, and its GLN. */
export interface Party {
  readonly id: string;
  readonly gln: string;
}

const rule = 'CBV 2.0 source/destination identifiers: a party is named by its PGLN';

/**
 * Whom somebody means: by PGLN as a URN or Digital Link, or one of the partners that are known here, by name or GLN. A GLN of anybody else does not tell
 * its company prefix, without which it is no URN.
 */
export function partyOf(said: string, partners: readonly Partner[]): Party | Refusal {
  const text = said.trim();
  const known = partners.find(({ id, name }) => name === text || glnOf(id) === text);
  const id = known?.id ?? text;
  const read = known === undefined ? convertIdentifier(text) : undefined;
  const gln = isRefusal(read) ? undefined : glnOf(id);
  if (gln !== undefined) return { id, gln };
  const names = partners.map(({ name }) => name).join(', ');
  const isGln = /^\d{13}$/.test(text) && checkDigitHolds(text);
  const why = isGln ? 'is the GLN of nobody who is known here' : 'names no party';
  return refuse('malformed', `${JSON.stringify(text)} ${why}`, {
    rule,
    remedy: `Give its PGLN, urn:epc:id:pgln:<company prefix>.<rest>${names === '' ? '' : `, or one of ${names}`}.`,
  });
}

function glnOf(id: string): string | undefined {
  const key = canonicalKey(id)?.primary;
  return key?.ai === '417' ? key.value : undefined;
}
