import type { NmvsOutcome, NmvsTransaction } from '#common/store/nmvs-transaction-row.ts';
import type { NmvsClaim } from '#common/store/nmvs-transactions.ts';
import type { PackAnswer } from '#shared/regimes/eu/nmvs/read-response.ts';
import { SUCCESS } from '#shared/regimes/eu/nmvs/return-codes.ts';
import { derivedId } from './derived-id.ts';
import { exchangeNmvs } from './exchange-nmvs.ts';
import { isGoal, isStart } from './goal.ts';
import type { NmvsNeeds, Step } from './nmvs-needs.ts';
import { refersTo } from './refers-to.ts';
import { again, waitAfter } from './steps.ts';

/**
 * One turn of an operation on one pack. When it may have been done already, the pack is verified before anything is repeated: in the state it
 * was to come into, it is done; in the state it was to leave, the call never arrived and is repeated.
 */
export function singleTurn(needs: NmvsNeeds, claim: NmvsClaim): Promise<Step> {
  const { state, uncertain, act } = claim.row;
  return act !== 'verify' && (state === 'checking' || uncertain) ? check(needs, claim) : send(needs, claim);
}

async function send(needs: NmvsNeeds, claim: NmvsClaim): Promise<Step> {
  const { id, operation, product, serial = '', sends, act } = claim.row;
  const request = { kind: 'single' as const, operation, product, serial, ...(await refersTo(needs, claim.row)) };
  const noted = { uncertain: true, sends: sends + 1 };
  // A repetition is a transaction of its own: what an NMVS makes of one id sent twice is in no public text.
  const clientTrxId = sends === 0 ? id : derivedId(id, `r${sends}`);
  const { heard, evidence } = await exchangeNmvs(needs, claim, { request, operation, clientTrxId, noted });
  if (heard.kind === 'answer') {
    const { code, description, alertId, packs = [] } = heard.answer;
    const outcome = outcomeOf(code ?? packs[0]?.code ?? '', 'answer', packs[0], { description, alertId });
    const state = outcome.code === SUCCESS ? 'done' : 'rejected';
    return { change: { state, outcome, uncertain: false, evidence: [...evidence], failure: undefined } };
  }
  if (heard.kind === 'refused')
    return { change: { state: 'failed', uncertain: false, failure: heard.reason, evidence: [...evidence] } };
  if (heard.kind === 'ambiguous' && act !== 'verify')
    return { change: { state: 'checking', uncertain: true, failure: heard.reason, evidence: [...evidence] }, wait: 0 };
  return again(needs, claim, { state: 'due', uncertain: false, failure: heard.reason, evidence: [...evidence] }, heard);
}

async function check(needs: NmvsNeeds, claim: NmvsClaim): Promise<Step> {
  const { row } = claim;
  const request = { kind: 'single' as const, operation: 'G110', product: row.product, serial: row.serial ?? '' };
  const clientTrxId = derivedId(row.id, `v${row.evidence.length}`);
  const noted = { state: 'checking' as const };
  const { heard, evidence } = await exchangeNmvs(needs, claim, { request, operation: 'G110', clientTrxId, noted });
  if (heard.kind === 'refused') return { change: { state: 'unclear', failure: heard.reason, evidence: [...evidence] } };
  if (heard.kind !== 'answer')
    return again(needs, claim, { state: 'checking', failure: heard.reason, evidence: [...evidence] }, heard);
  const [pack] = heard.answer.packs ?? [];
  const code = heard.answer.code ?? pack?.code ?? '';
  return { ...judge(row, code, pack), change: { ...judge(row, code, pack).change, evidence: [...evidence] } };
}

/** What a verification says of an operation. */
function judge(row: NmvsTransaction, code: string, pack: PackAnswer | undefined): Step {
  const settled = { uncertain: false, failure: undefined };
  const ended = (state: 'done' | 'rejected', told: string): Step => ({
    change: { ...settled, state, outcome: outcomeOf(told, 'verified', pack) },
  });
  if (code !== SUCCESS || pack === undefined) return ended('rejected', code);
  if (isStart(row, pack)) return { change: { ...settled, state: 'due' }, wait: waitAfter.never };
  if (isGoal(row, pack) && row.sends > 0) return ended('done', SUCCESS);
  return ended('rejected', row.undo ? 'NMVS_NC_PCK_06' : 'NMVS_NC_PCK_22');
}

function outcomeOf(
  code: string,
  proof: NmvsOutcome['proof'],
  pack: PackAnswer | undefined,
  more: { description?: string | undefined; alertId?: string | undefined } = {},
): NmvsOutcome {
  const description = more.description ?? pack?.description;
  return {
    code,
    proof,
    ...(description !== undefined && { description }),
    ...(pack?.state !== undefined && { state: pack.state }),
    ...(pack?.reason !== undefined && { reason: pack.reason }),
    ...(more.alertId !== undefined && { alertId: more.alertId }),
  };
}
