import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { canonicalEpc } from './canonical-epc.ts';
import { readUrnParts } from './epc-urn.ts';
import { readGln } from './gln.ts';

/**
 * What is wrong with a party and its GLN, with the place (`/party`, `/gln`); undefined when the one names the other.
 *
 * @param party PGLN URN
 * @param gln 13 digits; absent where only the party is told
 */
export function partyProblem(party: string, gln: string | undefined): Refusal | undefined {
  const parts = readUrnParts(party);
  if (isRefusal(parts)) return { ...parts, at: '/party' };
  if (gln === undefined) return undefined;
  const read = readGln(gln);
  if (isRefusal(read)) return { ...read, at: '/gln' };
  if (canonicalEpc(party) === `https://id.gs1.org/417/${read}`) return undefined;
  return refuse('malformed', `GLN ${read} is not that of ${party}`, {
    at: '/gln',
    rule: 'EPC TDS §7.12: a PGLN is the GLN of the party',
    remedy: 'mend one of the two',
  });
}
