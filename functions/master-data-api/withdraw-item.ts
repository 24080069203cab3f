import type { Endpoint } from '#common/http.ts';
import { itemQueries } from '#common/queries/master-data.ts';
import { readQuery } from '#common/query-parameters.ts';
import { takeStep } from '#common/take-step.ts';
import { withdraw } from '#shared/master-data/change-version.ts';
import type { MasterKind } from '#shared/master-data/version.ts';
import { mustBeUnused } from './must-be-unused.ts';
import type { MasterNeeds } from './needs.ts';
import { targetOf } from './put-draft.ts';
import { tellOpen } from './tell-version.ts';

/**
 * Asks that what nothing hangs on is withdrawn: a version that ends it, once another person has approved it; its history stays, and why it was asked for. Asked again it changes
 * nothing, and of what is withdrawn already there is nothing to tell.
 */
export const withdrawItem =
  (needs: MasterNeeds, name: MasterKind): Endpoint =>
  async (request) => {
    const kind = needs.kinds[name];
    const target = targetOf(kind, request);
    const { reason } = readQuery(itemQueries.withdraw, request);
    const { head } = await takeStep(needs, target, {
      decide: (head, doer) => withdraw(head, doer, reason),
      before: async (head) => {
        await mustBeUnused(needs, target, head);
        return { gtins: [] };
      },
      reason,
    });
    return head.open === undefined ? { status: 204 } : { status: 202, body: tellOpen(kind, target.id, head.open) };
  };
