import type { PackTransaction } from '#common/store/nmvs-transaction-row.ts';
import type { NmvsClaim } from '#common/store/nmvs-transactions.ts';
import type { NmvsAnswer } from '#shared/regimes/eu/nmvs/read-response.ts';
import { SUCCESS } from '#shared/regimes/eu/nmvs/return-codes.ts';
import { changedAt } from './changed-at.ts';
import { derivedId } from './derived-id.ts';
import { type Exchanged, exchangeNmvs } from './exchange-nmvs.ts';
import { judgeSingle, outcomeOf } from './judge-single.ts';
import type { NmvsNeeds, Step } from './nmvs-needs.ts';
import { refersTo } from './refers-to.ts';
import { again, waitAfter } from './steps.ts';

/**
 * One turn of an operation on one pack. When it may have been done already, the pack is verified before anything is repeated: in the state it
 * was to come into, it is done, if nobody else can have done it; in the state it was to leave, the call never arrived and is repeated.
 */
export function singleTurn(needs: NmvsNeeds, claim: NmvsClaim<PackTransaction>): Promise<Step> {
  const { state, uncertain, act } = claim.row;
  return act !== 'verify' && (state === 'checking' || uncertain) ? check(needs, claim) : send(needs, claim);
}

async function send(needs: NmvsNeeds, claim: NmvsClaim<PackTransaction>): Promise<Step> {
  const { id, operation, product, serial = '', sends, act } = claim.row;
  const request = { kind: 'single' as const, operation, product, serial, ...(await refersTo(needs, claim.row)) };
  const noted = { uncertain: true, sends: sends + 1 };
  // A repetition is a transaction of its own: what an NMVS makes of one id sent twice is in no public text.
  const clientTrxId = sends === 0 ? id : derivedId(id, `r${sends}`);
  const { heard, evidence } = await exchangeNmvs(needs, claim, { request, operation, clientTrxId, noted });
  if (heard.kind === 'answer') return answered(claim.row, heard.answer, evidence);
  const kept = { failure: heard.reason, evidence: [...evidence] };
  if (heard.kind === 'refused') return { change: { ...kept, state: 'failed', uncertain: false } };
  if (heard.kind === 'ambiguous' && act !== 'verify') {
    // What may still be being done is not looked after at once: it would seem not to have been done, and be done twice.
    const wait = heard.isLate === true ? waitAfter.taken : waitAfter.never;
    return { change: { ...kept, state: 'checking', uncertain: true }, wait };
  }
  return again(needs, claim, { ...kept, state: 'due', uncertain: false }, heard);
}

/** Codes by which a repetition is refused when the call before it came to its end after all. */
const refusedAsDone = ['NMVS_NC_PCK_22', 'NMVS_NC_PCK_19', 'NMVS_NC_PCK_06'];

function answered(row: PackTransaction, answer: NmvsAnswer, evidence: Exchanged['evidence']): Step {
  const { code, description, alertId, packs = [] } = answer;
  const outcome = outcomeOf(code ?? packs[0]?.code ?? '', 'answer', packs[0], { description, alertId });
  const kept = { outcome, evidence: [...evidence], failure: undefined };
  if (outcome.code === SUCCESS) {
    const since = changedAt({ ...row, evidence: [...evidence] }, answer.timestamp);
    return { change: { ...kept, state: 'done', uncertain: false, changedAt: since } };
  }
  // Seen where it begins after it had been sent: nobody knew what had become of the call before, and it may be ours that this one met.
  const follows = row.sends > 0 && row.seenAt !== undefined;
  if (follows && refusedAsDone.includes(outcome.code))
    return { change: { ...kept, state: 'checking', uncertain: true }, wait: waitAfter.never };
  return { change: { ...kept, state: 'rejected', uncertain: false } };
}

async function check(needs: NmvsNeeds, claim: NmvsClaim<PackTransaction>): Promise<Step> {
  const { row } = claim;
  const request = { kind: 'single' as const, operation: 'G110', product: row.product, serial: row.serial ?? '' };
  const clientTrxId = derivedId(row.id, `v${row.evidence.length}`);
  const noted = { state: 'checking' as const };
  const askedAt = needs.now();
  const { heard, evidence } = await exchangeNmvs(needs, claim, { request, operation: 'G110', clientTrxId, noted });
  const kept = { evidence: [...evidence] };
  if (heard.kind === 'refused') return { change: { ...kept, state: 'unclear', failure: heard.reason } };
  if (heard.kind !== 'answer') return again(needs, claim, { ...kept, state: 'checking', failure: heard.reason }, heard);
  const [pack] = heard.answer.packs ?? [];
  const code = heard.answer.code ?? pack?.code ?? '';
  const { change, ...wait } = judgeSingle(row, { code, pack, askedAt, readAt: needs.now() });
  return { change: { ...change, ...kept }, ...wait };
}
