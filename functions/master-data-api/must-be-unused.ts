import { Refused } from '#common/refused.ts';
import type { Use } from '#common/store/uses.ts';
import type { Target } from '#common/take-step.ts';
import { inForce, type MasterHead, type MasterKind } from '#shared/master-data/version.ts';
import { refuse } from '#shared/refusal.ts';
import { gtinsOf } from './may-own.ts';
import type { MasterNeeds } from './needs.ts';

async function usesOf(
  { uses, now }: Pick<MasterNeeds, 'uses' | 'now'>,
  tenant: string,
  kind: MasterKind,
  id: string,
  head: MasterHead | undefined,
) {
  if (kind === 'location') return uses.ofLocation(tenant, id);
  if (kind === 'partner') return uses.ofPartner(tenant, id);
  return uses.ofProduct(tenant, gtinsOf(kind, id, head && inForce(head.current, now().toISOString())?.content));
}

const ends: Readonly<Record<Use['what'], string>> = {
  pool: 'its serials are out there, or may be: the product stays; retire the pool so that no more are drawn',
  product: 'a GTIN is not used again; the product stays',
  lot: 'lots are kept for their regulators; a product with lots stays',
  event: 'events are never removed; what they name stays',
  location: 'change the location first',
  delivery: 'wait until it is delivered, or settle it',
};

/**
 * @param head as it stands
 * @throws Refused `conflict` with what hangs on a product, location or partner: it is not withdrawn then
 */
export async function mustBeUnused(
  needs: Pick<MasterNeeds, 'uses' | 'now'>,
  { kind, id, who }: Target,
  head: MasterHead | undefined,
): Promise<void> {
  const uses = await usesOf(needs, who.tenant, kind, id, head);
  const [first] = uses;
  if (first === undefined) return;
  const named = uses.slice(0, 10).map(({ what, id }) => `${what} ${id}`);
  const more = uses.length > named.length ? ` and ${uses.length - named.length} more` : '';
  throw new Refused(
    refuse('conflict', `${kind} ${id} is used by ${named.join(', ')}${more}`, {
      rule: '21 CFR 11.10(c): records stay readable as long as others depend on them',
      remedy: ends[first.what],
    }),
  );
}
