import { resultAt } from '#common/nmvs/bulk-objects.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import type { PackTransaction } from '#common/store/nmvs-transaction-row.ts';
import { refuse } from '#shared/refusal.ts';
import { mayUndo } from '#shared/regimes/eu/nmvs/may-undo.ts';
import { type PackStanding, stateOf } from '#shared/regimes/eu/nmvs/pack-state.ts';
import { SUCCESS } from '#shared/regimes/eu/nmvs/return-codes.ts';
import type { ApiNeeds } from './needs.ts';

type Needs = Pick<ApiNeeds, 'transactions' | 'packs' | 'evidence' | 'now'>;
const rule = 'Delegated Regulation (EU) 2016/161, Article 13';

/**
 * Holds an undo of one pack against what we know of it: within 10 days, by the same location, of what was done last. Answers `unknown` when
 * nothing is known: then the NMVS is asked before the undo is sent.
 */
export async function checkSingleUndo(needs: Needs, row: PackTransaction): Promise<'may' | 'unknown'> {
  const { tenant, country, product, serial = '', undoes } = row;
  const known =
    undoes === undefined
      ? await needs.packs.get(tenant, { country, product: product.code, serial })
      : await standingOf(needs, row, [serial]);
  if (known === undefined || (undoes === undefined && (await isStale(needs, row, known)))) return 'unknown';
  mustBeOpen(needs, row, known);
  return 'may';
}

/** True when a bulk was done to packs of the lot after what is known: it may have been done to this one. */
export async function isStale(
  { packs }: Pick<Needs, 'packs'>,
  { tenant, country, product }: Pick<PackTransaction, 'tenant' | 'country' | 'product'>,
  { since }: Pick<PackStanding, 'since'>,
): Promise<boolean> {
  const bulks = await packs.bulksOf(tenant, { country, product: product.code, lot: product.batch.id });
  return bulks.some((bulk) => bulk.since >= since);
}

/** The same of a bulk, which has to name the transaction that it reverses. */
export async function checkBulkUndo(needs: Needs, row: PackTransaction, serials: readonly string[]): Promise<void> {
  if (row.undoes === undefined)
    throw new Refused(
      refuse('malformed', 'a bulk undo names the transaction that it reverses', {
        at: '/undoes',
        rule,
        remedy: 'give its id',
      }),
    );
  mustBeOpen(needs, row, await standingOf(needs, row, serials));
}

function mustBeOpen({ now }: Needs, { act, clientLoginId }: PackTransaction, known: PackStanding): void {
  const refused = mayUndo(known, { act, at: now().getTime(), by: clientLoginId });
  if (refused !== undefined) orRefuse(refused);
}

/** Where an earlier transaction of ours brought the packs. @throws Refused when it is not one that brought all of them there */
async function standingOf(needs: Needs, row: PackTransaction, serials: readonly string[]): Promise<PackStanding> {
  const { tenant, undoes = '', act } = row;
  const before = orRefuse(
    (await needs.transactions.get(tenant, undoes)) ??
      refuse('not-found', `no transaction ${undoes}`, { at: '/undoes' }),
  );
  if (before.kind === 'mixed')
    throw new Refused(
      refuse('conflict', `${undoes} is a mixed bulk`, { at: '/undoes', remedy: 'undo its packs one by one' }),
    );
  const isOfIt =
    before.act === act && !before.undo && before.country === row.country && before.product.code === row.product.code;
  if (!isOfIt || act === 'verify')
    throw new Refused(
      refuse('conflict', `${undoes} is ${before.operation}, not what is undone here`, { at: '/undoes', rule }),
    );
  const missing = await firstMissing(needs, before, serials);
  if (missing !== undefined)
    throw new Refused(
      refuse('conflict', `${undoes} did not change pack ${missing}`, {
        at: '/undoes',
        rule,
        remedy: 'undo only packs that it changed',
      }),
    );
  return { state: stateOf(act), since: Date.parse(before.changedAt ?? before.updatedAt), by: before.clientLoginId };
}

async function firstMissing({ evidence }: Needs, before: PackTransaction, serials: readonly string[]) {
  if (before.kind === 'single')
    return before.state === 'done' ? serials.find((serial) => serial !== before.serial) : serials[0];
  const result = await resultAt(evidence, before.resultKey);
  return serials.find((serial) => result[serial] !== SUCCESS);
}
