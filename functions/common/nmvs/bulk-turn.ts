import type { PackTransaction } from '#common/store/nmvs-transaction-row.ts';
import type { NmvsClaim } from '#common/store/nmvs-transactions.ts';
import { ASK_TIMES } from '#shared/delivery/standing.ts';
import type { NmvsAnswer } from '#shared/regimes/eu/nmvs/read-response.ts';
import { SUCCESS } from '#shared/regimes/eu/nmvs/return-codes.ts';
import { addResult, type BulkResult, keepSerials, serialsAt } from './bulk-objects.ts';
import { changedAt } from './changed-at.ts';
import { checkBulk, judgeBulk } from './check-bulk.ts';
import { derivedId } from './derived-id.ts';
import { endOf } from './end-of.ts';
import { exchangeNmvs } from './exchange-nmvs.ts';
import { heldAgainst } from './held-against.ts';
import type { NmvsNeeds, Step } from './nmvs-needs.ts';
import { refersTo } from './refers-to.ts';
import { again, askAgain, waitAfter } from './steps.ts';

/**
 * One turn of a bulk: submit it, ask for its result, or, when nobody knows whether it was taken in, look after its packs (`check-bulk.ts`)
 * before anything is repeated.
 */
export function bulkTurn(needs: NmvsNeeds, claim: NmvsClaim<PackTransaction>): Promise<Step> {
  const { state, uncertain, act } = claim.row;
  if (state === 'sent') return askResult(needs, claim);
  if (state === 'checked') return judgeBulk(needs, claim);
  return act !== 'verify' && (state === 'checking' || uncertain) ? checkBulk(needs, claim) : submit(needs, claim);
}

async function submit(needs: NmvsNeeds, claim: NmvsClaim<PackTransaction>): Promise<Step> {
  const { id, operation, product, serialsKey, sends, act } = claim.row;
  const serials = await serialsAt(needs.evidence, serialsKey);
  const request = { kind: 'bulk' as const, operation, product, serials, ...(await refersTo(needs, claim.row)) };
  const clientTrxId = sends === 0 ? id : derivedId(id, `r${sends}`);
  const noted = { uncertain: true, sends: sends + 1, nmvsTrxId: undefined };
  const { heard, evidence } = await exchangeNmvs(needs, claim, { request, operation, clientTrxId, noted });
  const kept = { evidence: [...evidence] };
  if (heard.kind === 'answer') {
    const { code = SUCCESS, nmvsTrxId } = heard.answer;
    const taken = { nmvsTrxId, uncertain: false, polls: 0, failure: undefined, ...sinceWhen(claim.row, heard, kept) };
    if (code === SUCCESS && nmvsTrxId !== '') return { change: { ...kept, ...taken, state: 'sent' }, wait: 1 };
    return { change: { ...kept, state: 'rejected', uncertain: false, outcome: { code, proof: 'answer' } } };
  }
  if (heard.kind === 'refused')
    return { change: { ...kept, state: 'failed', uncertain: false, failure: heard.reason } };
  if (heard.kind === 'ambiguous' && act !== 'verify')
    return { change: { ...kept, state: 'checking', uncertain: true, failure: heard.reason }, wait: waitAfter.taken };
  return again(needs, claim, { ...kept, state: 'due', uncertain: false, failure: heard.reason }, heard);
}

async function askResult(needs: NmvsNeeds, claim: NmvsClaim<PackTransaction>): Promise<Step> {
  const { id, nmvsTrxId = '', polls } = claim.row;
  const request = { kind: 'bulk-result' as const, nmvsTrxId };
  const clientTrxId = derivedId(id, `p${polls}`);
  const { heard, evidence } = await exchangeNmvs(needs, claim, { request, operation: 'G188', clientTrxId });
  const kept = { evidence: [...evidence] };
  if (heard.kind === 'refused') return lookAfter(claim, heard.reason, kept.evidence);
  if (heard.kind !== 'answer') return awaited(needs, claim, { ...kept, failure: heard.reason });
  const { packs, code = SUCCESS } = heard.answer;
  if (packs === undefined)
    return /^NMVS_(FE|NC)_/.test(code)
      ? { change: { ...kept, state: 'rejected', outcome: { code, proof: 'answer' } } }
      : awaited(needs, claim, { failure: undefined });
  const { product, serialsKey } = claim.row;
  const held = heldAgainst({ product, serials: await serialsAt(needs.evidence, serialsKey) }, heard.answer);
  if ('foreign' in held) return lookAfter(claim, held.foreign, kept.evidence);
  const codes = Object.fromEntries(held.packs.map((pack) => [pack.serial, pack.code ?? code]));
  return held.missing.length === 0
    ? ended(needs, claim, codes, kept)
    : lookAfterMissing(needs, claim, codes, held.missing, kept.evidence);
}

/** A bulk is done after it is taken in; of one whose packs are sent in several the first counts. */
function sinceWhen(
  row: PackTransaction,
  { answer }: { answer: NmvsAnswer },
  { evidence }: Pick<PackTransaction, 'evidence'>,
): Pick<PackTransaction, 'changedAt'> {
  const isBegun = (row.tally?.[SUCCESS] ?? 0) > 0 && row.changedAt !== undefined;
  return { changedAt: isBegun ? row.changedAt : changedAt({ ...row, evidence }, answer.timestamp) };
}

/** The result comes later. When it never does, the packs themselves are looked at. */
function awaited(needs: NmvsNeeds, claim: NmvsClaim<PackTransaction>, change: Step['change']): Step {
  const polls = claim.row.polls + 1;
  if (polls >= ASK_TIMES) return lookAfter(claim, 'the result never came', change.evidence);
  // Asking is no try of sending: attempts count those.
  return {
    change: { ...change, state: 'sent', polls, attempts: claim.row.attempts - 1 },
    wait: askAgain(needs, polls),
  };
}

function lookAfter({ row }: NmvsClaim<PackTransaction>, failure: string, evidence: Step['change']['evidence']): Step {
  const kept = evidence === undefined ? {} : { evidence };
  if (row.act === 'verify') return { change: { ...kept, state: 'due', polls: 0, failure }, wait: waitAfter.taken };
  return { change: { ...kept, state: 'checking', uncertain: true, polls: 0, failure }, wait: waitAfter.taken };
}

/** What a result leaves out is looked after by itself: nothing says that it was done, or that it was not. */
async function lookAfterMissing(
  needs: NmvsNeeds,
  claim: NmvsClaim<PackTransaction>,
  codes: BulkResult,
  missing: readonly string[],
  evidence: Step['change']['evidence'],
): Promise<Step> {
  const { row } = claim;
  const found = await addResult(needs.evidence, row, codes);
  const serialsKey = await keepSerials(needs.evidence, row, `m${row.sends}-${row.polls}`, missing);
  const { change, ...wait } = lookAfter(claim, `the result tells nothing of ${missing.length} packs`, evidence);
  return { change: { ...change, ...found, serialsKey }, ...wait };
}

async function ended(
  needs: NmvsNeeds,
  { row }: NmvsClaim<PackTransaction>,
  codes: BulkResult,
  change: Step['change'],
): Promise<Step> {
  const found = await addResult(needs.evidence, row, codes);
  return { change: { ...change, ...found, ...endOf(row.count, found.tally), uncertain: false } };
}
