/** A partner as master data have it: its party as PGLN URN. */
export interface KnownPartner {
  readonly gln?: string | undefined;
  readonly party: string;
}

/** Whether a GLN that a message bears is of somebody else than the partner: none of its own, and none under the company prefix of its party. */
export function isOfAnother(gln: string | null | undefined, { gln: own, party }: KnownPartner): boolean {
  if (gln === null || gln === undefined || gln === own) return false;
  const [prefix = ''] = party.slice(party.lastIndexOf(':') + 1).split('.');
  return !gln.startsWith(prefix);
}
