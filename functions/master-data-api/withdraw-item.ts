import type { Endpoint } from '#common/http.ts';
import { Refused } from '#common/refused.ts';
import type { Use } from '#common/store/uses.ts';
import { withdraw } from '#shared/master-data/change-version.ts';
import { inForce, type MasterHead, type MasterKind } from '#shared/master-data/version.ts';
import { refuse } from '#shared/refusal.ts';
import { gtinsOf } from './may-own.ts';
import type { MasterNeeds } from './needs.ts';
import { targetOf } from './put-draft.ts';
import { takeStep } from './take-step.ts';

/** Withdraws what nothing hangs on: a version that ends it; its history stays. Asked again it changes nothing. */
export const withdrawItem =
  (needs: MasterNeeds, name: MasterKind): Endpoint =>
  async (request) => {
    const target = targetOf(needs.kinds[name], request);
    const reason = request.query['reason'];
    await takeStep(needs, target, {
      decide: (head, doer) => withdraw(head, doer, reason),
      before: async (head) => {
        mustBeUnused(`${name} ${target.id}`, await usesOf(needs, request.tenant, name, target.id, head));
        return [];
      },
      reason,
    });
    return { status: 204 };
  };

async function usesOf(
  { uses, now }: MasterNeeds,
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
  lot: 'lots are kept for their regulators; a product with lots stays',
  event: 'events are never removed; what they name stays',
  location: 'change the location first',
  delivery: 'wait until it is delivered, or settle it',
};

function mustBeUnused(subject: string, uses: readonly Use[]): void {
  const [first] = uses;
  if (first === undefined) return;
  const named = uses.slice(0, 10).map(({ what, id }) => `${what} ${id}`);
  const more = uses.length > named.length ? ` and ${uses.length - named.length} more` : '';
  throw new Refused(
    refuse('conflict', `${subject} is used by ${named.join(', ')}${more}`, {
      rule: '21 CFR 11.10(c): records stay readable as long as others depend on them',
      remedy: ends[first.what],
    }),
  );
}
