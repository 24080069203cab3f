import { log } from '#common/log.ts';
import { Refused } from '#common/refused.ts';
import { isEnded, type NmvsTransaction, type PackTransaction } from '#common/store/nmvs-transaction-row.ts';
import type { NmvsClaim } from '#common/store/nmvs-transactions.ts';
import { Waits } from '#common/waits.ts';
import { PARK_AFTER } from '#shared/delivery/standing.ts';
import { SUCCESS } from '#shared/regimes/eu/nmvs/return-codes.ts';
import { bulkTurn } from './bulk-turn.ts';
import { goalOf } from './goal.ts';
import { mixedTurn } from './mixed-turn.ts';
import type { NmvsNeeds, Step } from './nmvs-needs.ts';
import { rememberMixed } from './remember-mixed.ts';
import { singleTurn } from './single-turn.ts';
import { wasJustSeen } from './whose-change.ts';

/** Longest delay of an SQS message, in seconds; what is due later is woken by `sweep`. */
const MOST_DELAY = 900;
/** Tries that are counted, those that ended in a fault included. */
const MOST_ATTEMPTS = PARK_AFTER + 4;
/** Turns that follow one another at once: send, look after it, send again, look once more. */
const MOST_AT_ONCE = 4;

/**
 * Takes up a transaction and brings it on, until it has ended or must wait. Waking one twice is harmless: who finds it in hand, ended or not yet
 * due leaves it alone.
 */
export const runTransaction =
  (needs: NmvsNeeds) =>
  async (tenant: string, id: string): Promise<void> => {
    const claim = await needs.transactions.claim(tenant, id, needs.now());
    if (claim !== undefined) await bringOn(needs, claim);
  };

/** Turns of a transaction in hand, until it has ended or must wait. Answers how it stands then. */
export async function bringOn(needs: NmvsNeeds, claim: NmvsClaim): Promise<NmvsTransaction> {
  const { tenant, id } = claim.row;
  let held = claim;
  for (let turn = 1; ; turn++) {
    const { change, wait } = await turnOf(needs, held);
    if (wait !== 0 || turn >= MOST_AT_ONCE) {
      const row = merged(held.row, change);
      await settle(needs, { ...held, row }, change, wait);
      return row;
    }
    await needs.transactions.note(held, change);
    // What the turn noted before it sent anything counts as well.
    held = { ...held, row: (await needs.transactions.get(tenant, id)) ?? merged(held.row, change) };
  }
}

async function turnOf(needs: NmvsNeeds, claim: NmvsClaim): Promise<Step> {
  // Every answer is recorded, so only functions that died or threw get here.
  if (claim.row.attempts > MOST_ATTEMPTS) return { change: { state: 'unclear', failure: 'it never came to an end' } };
  try {
    const step = await turn(needs, claim);
    return { ...step, change: { turn: undefined, ...step.change } };
  } catch (error) {
    if (error instanceof Waits) return untilItsTurn(needs, claim, error);
    if (!(error instanceof Refused) || error.refusal.refused === 'busy') throw error;
    // Refused by ourselves before anything left; whether an earlier try arrived nobody knows any better.
    const { uncertain } = claim.row;
    return { change: { state: uncertain ? 'unclear' : 'failed', failure: error.refusal.detail } };
  }
}

function turn(needs: NmvsNeeds, { row, lease }: NmvsClaim): Promise<Step> {
  if (row.kind === 'mixed') return mixedTurn(needs, { row, lease });
  return (row.kind === 'single' ? singleTurn : bulkTurn)(needs, { row, lease });
}

/** As it was before it was taken up: waiting is no try. */
function untilItsTurn({ now }: NmvsNeeds, { row }: NmvsClaim, { message, turn }: Waits): Step {
  const wait = Math.max(0.001, (Date.parse(turn.at) - now().getTime()) / 1000);
  return { change: { turn, failure: message, attempts: row.attempts - 1 }, wait };
}

/** As the row will be read: what was removed is absent. */
function merged(row: NmvsTransaction, change: Step['change']): NmvsTransaction {
  return Object.assign({}, row, change);
}

async function settle(needs: NmvsNeeds, claim: NmvsClaim, change: Step['change'], wait: number | undefined) {
  const { row } = claim;
  const { tenant, id, country, operation, state } = row;
  const at = needs.now();
  if (state === 'done' || state === 'unclear') await remember(needs, row, at);
  if (row.kind === 'bulk' && isEnded(row)) await rememberBulk(needs, row, at);
  if (row.kind === 'mixed' && isEnded(row)) await rememberMixed(needs, row, at);
  const next = wait === undefined ? undefined : new Date(at.getTime() + wait * 1000);
  await needs.transactions.settle(claim, change, at, next);
  const code = state === 'unclear' || state === 'failed' ? 'nmvs-unclear' : 'nmvs-settled';
  if (isEnded(row)) log(code, { tenant, transaction: id, country, operation, state });
  if (wait !== undefined && wait <= MOST_DELAY) await needs.wake({ tenant, transaction: id }, Math.ceil(wait));
}

/**
 * What an undo is judged by later. Written before the row says how it ended; writing it twice is the same. What was only found to be so may be
 * another's doing, and is not remembered as ours; nor does then count what was known before.
 */
async function remember({ packs }: NmvsNeeds, row: NmvsTransaction, at: Date): Promise<void> {
  const state = row.kind === 'single' ? goalOf(row) : undefined;
  if (row.kind !== 'single' || state === undefined || row.serial === undefined) return;
  const { tenant, country, product, serial, clientLoginId, operation, id, by, changedAt } = row;
  const named = { country, product: product.code, serial };
  const isOurs = row.state === 'done' && (row.outcome?.proof === 'answer' || row.undo || wasJustSeen(row, at));
  if (!isOurs) return packs.forget(tenant, named);
  const since = changedAt === undefined ? at.getTime() : Date.parse(changedAt);
  const told = { state, since, by: clientLoginId, operation, transaction: id, person: by };
  await packs.put(tenant, named, told);
}

/** By which alerts about its packs are explained; which of them it changed, its result tells. */
async function rememberBulk({ packs }: NmvsNeeds, row: PackTransaction, at: Date): Promise<void> {
  const state = goalOf(row);
  const { tenant, country, product, clientLoginId, operation, id, by, resultKey, tally, changedAt } = row;
  if (state === undefined || resultKey === undefined || (tally?.[SUCCESS] ?? 0) === 0) return;
  const since = changedAt === undefined ? at.getTime() : Date.parse(changedAt);
  const told = { state, since, by: clientLoginId, operation, transaction: id, person: by, resultKey };
  await packs.putBulk(tenant, { country, product: product.code, lot: product.batch.id }, told);
}
