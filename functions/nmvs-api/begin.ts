import { Refused } from '#common/refused.ts';
import { sha256 } from '#common/sha256.ts';
import { refuse } from '#shared/refusal.ts';
import { type Act, type Operation, operationFor } from '#shared/regimes/eu/nmvs/operations.ts';
import { canonicalJson } from '#shared/wire/canonical-json.ts';
import type { ApiNeeds } from './needs.ts';

/** What both kinds of operation are asked with. */
export interface Asked {
  readonly id: string;
  readonly country: string;
  readonly act: Act;
  readonly undo: boolean;
  readonly user?: string;
  readonly undoes?: string;
}

/** The operation that is meant. @throws Refused for what cannot be undone */
export function operationOfAsked({ act, undo }: Asked, kind: 'single' | 'bulk'): Operation {
  const operation = operationFor(act, kind, undo);
  if (operation !== undefined) return operation;
  throw new Refused(
    refuse('unsupported', `${act} cannot be undone`, {
      at: '/undo',
      rule: 'Delegated Regulation (EU) 2016/161, Article 13',
      remedy:
        act === 'verify'
          ? 'verifying changes nothing: there is nothing to undo'
          : 'a pack that was destroyed or stolen stays so',
    }),
  );
}

/** The transaction that has this id already. @throws Refused when it is another */
export async function earlier(needs: Pick<ApiNeeds, 'transactions'>, tenant: string, id: string, digest: string) {
  const before = await needs.transactions.get(tenant, id);
  if (before === undefined || before.digest === digest) return before;
  throw new Refused(
    refuse('conflict', `${id} is the id of another operation: ${before.operation} of ${before.createdAt}`, {
      at: '/id',
      rule: 'Seriate API: one id stands for one operation',
      remedy: 'draw a new id',
    }),
  );
}

/** What tells two requests apart. */
export const digestOf = (what: unknown): string => sha256(canonicalJson(JSON.parse(JSON.stringify(what))));
