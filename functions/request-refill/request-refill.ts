import { log } from '#common/log.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { Refill, RefillChange, RefillClaim, Refills } from '#common/store/refills.ts';
import { advance, type Standing, type Step } from '#shared/delivery/standing.ts';
import type { Verdict } from '#shared/delivery/verdict.ts';
import type { RefillMessage } from '#shared/messages/queue-messages.ts';
import { type BringNeeds, bringIn, listOf } from './bring-in.ts';
import { type Issuer, IssuerFault, WronglySet } from './issuer.ts';

export interface RefillNeeds extends BringNeeds {
  readonly refills: Pick<Refills, 'claim' | 'settle'>;
  /** By kind. Others come with their markets. */
  readonly issuers: Readonly<Record<string, Issuer>>;
  readonly wakeRefill: SendToQueue;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** Seconds between looks at whether the pool has its codes. */
const LOOK_AGAIN = 15;
/** Longest delay of an SQS message, in seconds; what is due later is woken by `sweep`. */
const MOST_DELAY = 900;

/** What a try came to, and when the next is due. */
interface Came {
  readonly change: RefillChange;
  /** Seconds. */
  readonly wait?: number | undefined;
}

/**
 * One turn of a refill: ask the issuer, fetch what it issued, or look whether it has arrived in the pool. Repeating it is safe: who finds the refill in
 * hand, ended or not yet due leaves it alone; the issuer knows the request by its id, and the import is known by that of the refill.
 */
export const requestRefill =
  (needs: RefillNeeds) =>
  async ({ tenant, refillId }: RefillMessage): Promise<void> => {
    const claim = await needs.refills.claim(tenant, refillId, needs.now());
    if (claim === undefined) return;
    const { change, wait } = await turn(needs, claim.refill);
    const at = needs.now();
    const next = wait === undefined ? undefined : new Date(at.getTime() + wait * 1000);
    const settled = await needs.refills.settle(claim, change, at, next);
    tell(claim, change, settled);
    if (settled === 'done' && wait !== undefined && wait <= MOST_DELAY)
      await needs.wakeRefill({ tenant, refillId }, Math.ceil(wait));
  };

async function turn(needs: RefillNeeds, refill: Refill): Promise<Came> {
  const issuer = needs.issuers[refill.issuer['kind'] ?? ''];
  if (issuer === undefined)
    return { change: { state: 'failed', failure: `no issuer of kind ${refill.issuer['kind']} is connected` } };
  if (refill.state === 'received') return arrived(needs, refill, issuer);
  // A try that is counted as a question is none to send, and the other way round.
  const standing: Standing =
    refill.state === 'requested'
      ? {
          state: 'sent',
          attempts: refill.attempts - 1,
          polls: refill.polls + 1,
          uncertain: false,
          receipt: refill.receipt,
        }
      : { state: 'due', attempts: refill.attempts, polls: 0, uncertain: false };
  const { change, wait } = cameOf(
    advance(standing, await tried(needs, refill, issuer), 'acknowledged', needs.random()),
  );
  // Codes are paid for: what may have been ordered is not forgotten when it is asked for again.
  const { receipt = refill.receipt } = change;
  return { change: { ...change, receipt }, wait };
}

async function tried(needs: RefillNeeds, refill: Refill, issuer: Issuer): Promise<Verdict> {
  try {
    if (refill.state === 'wanted') return await issuer.request(refill);
    // A function that died behind its last step left the list there.
    if ((await listOf(needs, refill)) !== undefined) return { verdict: 'acknowledged' };
    const verdict = await issuer.poll(refill);
    if (verdict.verdict === 'acknowledged') await bringIn(needs, refill, issuer.collect(refill));
    return verdict;
  } catch (error) {
    const reason = String(error instanceof Error ? error.message : error);
    if (error instanceof WronglySet) return { verdict: 'rejected', reason };
    if (!(error instanceof IssuerFault))
      log('message-failed', {
        tenant: refill.tenant,
        refillId: refill.refillId,
        error: String(error instanceof Error ? error.stack : error),
      });
    return { verdict: 'retry', failure: 'ambiguous', reason };
  }
}

const states = {
  due: 'wanted',
  sent: 'requested',
  acknowledged: 'received',
  delivered: 'received',
  'partially-accepted': 'failed',
  rejected: 'failed',
  parked: 'failed',
  held: 'failed',
  corrected: 'failed',
  closed: 'failed',
  cancelled: 'failed',
} as const satisfies Record<Standing['state'], Refill['state']>;

function cameOf({ standing, wait }: Step): Came {
  const { attempts, polls, receipt, failure } = standing;
  const state = states[standing.state];
  return { change: { state, attempts, polls, receipt, failure }, wait: state === 'received' ? 0 : wait };
}

/** The list is on its way into the pool by itself. */
async function arrived(needs: RefillNeeds, refill: Refill, issuer: Issuer): Promise<Came> {
  const list = await listOf(needs, refill);
  if (list?.state === 'imported') {
    await issuer.acknowledge(refill).catch(() => undefined);
    return { change: { state: 'imported', failure: undefined } };
  }
  if (list?.state === 'refused') return { change: { state: 'failed', failure: refusalOf(list), receipt: undefined } }; // its codes came: none are to come any more
  return { change: { state: 'received', attempts: 0 }, wait: LOOK_AGAIN };
}

function refusalOf({ importId, problems = [], remedy }: NonNullable<Awaited<ReturnType<typeof listOf>>>): string {
  const [first] = problems;
  return [`import ${importId} was refused`, first && `line ${first.line}: ${first.detail}`, remedy]
    .filter(Boolean)
    .join('; ');
}

function tell(
  { refill: { tenant, refillId, pool, attempts } }: RefillClaim,
  { state }: RefillChange,
  settled: string,
): void {
  const code = state === 'failed' ? 'refill-failed' : state === 'imported' ? 'refill-settled' : 'refill-attempted';
  // Why stands in the row: an issuer's words may name codes.
  log(code, { tenant, refillId, pool, state, attempts, overtaken: settled !== 'done' });
}
