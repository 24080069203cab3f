import type { MixedTransaction } from '#common/store/nmvs-transaction-row.ts';
import type { NmvsClaim } from '#common/store/nmvs-transactions.ts';
import { ASK_TIMES } from '#shared/delivery/standing.ts';
import { SUCCESS } from '#shared/regimes/eu/nmvs/return-codes.ts';
import { addResult } from './bulk-objects.ts';
import { checkMixed, judgeMixed } from './check-mixed.ts';
import { derivedId } from './derived-id.ts';
import { endOf } from './end-of.ts';
import { exchangeNmvs } from './exchange-nmvs.ts';
import { heldMixed, itemsAt, keepItems, wiredItems } from './mixed-objects.ts';
import type { NmvsNeeds, Step } from './nmvs-needs.ts';
import { again, askAgain, waitAfter } from './steps.ts';

/**
 * One turn of a mixed bulk: submit it (G195), ask for its result (G196), or, when nobody knows whether it was taken in, look after its packs
 * (`check-mixed.ts`) before anything is repeated.
 */
export function mixedTurn(needs: NmvsNeeds, claim: NmvsClaim<MixedTransaction>): Promise<Step> {
  const { state, uncertain } = claim.row;
  if (state === 'sent') return askResult(needs, claim);
  if (state === 'checked') return judgeMixed(needs, claim);
  return state === 'checking' || uncertain ? checkMixed(needs, claim) : submit(needs, claim);
}

async function submit(needs: NmvsNeeds, claim: NmvsClaim<MixedTransaction>): Promise<Step> {
  const { id, operation, itemsKey, sends } = claim.row;
  const packs = await itemsAt(needs.evidence, itemsKey);
  const request = { kind: 'mixed' as const, items: wiredItems(id, `s${sends}`, packs) };
  const clientTrxId = sends === 0 ? id : derivedId(id, `r${sends}`);
  const noted = { uncertain: true, sends: sends + 1, nmvsTrxId: undefined };
  const { heard, evidence } = await exchangeNmvs(needs, claim, { request, operation, clientTrxId, noted });
  const kept = { evidence: [...evidence] };
  if (heard.kind === 'answer') {
    const { code = SUCCESS, nmvsTrxId } = heard.answer;
    if (code === SUCCESS && nmvsTrxId !== '')
      return { change: { ...kept, state: 'sent', nmvsTrxId, uncertain: false, polls: 0, failure: undefined }, wait: 1 };
    return { change: { ...kept, state: 'rejected', uncertain: false, outcome: { code, proof: 'answer' } } };
  }
  if (heard.kind === 'refused')
    return { change: { ...kept, state: 'failed', uncertain: false, failure: heard.reason } };
  if (heard.kind === 'ambiguous')
    return { change: { ...kept, state: 'checking', uncertain: true, failure: heard.reason }, wait: waitAfter.taken };
  return again(needs, claim, { ...kept, state: 'due', uncertain: false, failure: heard.reason }, heard);
}

async function askResult(needs: NmvsNeeds, claim: NmvsClaim<MixedTransaction>): Promise<Step> {
  const { row } = claim;
  const request = { kind: 'mixed-result' as const, nmvsTrxId: row.nmvsTrxId ?? '' };
  const clientTrxId = derivedId(row.id, `p${row.polls}`);
  const { heard, evidence } = await exchangeNmvs(needs, claim, { request, operation: 'G196', clientTrxId });
  const kept = { evidence: [...evidence] };
  if (heard.kind === 'refused') return lookAfter(heard.reason, kept);
  if (heard.kind !== 'answer') return awaited(needs, claim, { ...kept, failure: heard.reason });
  const { packs: answers, code = SUCCESS } = heard.answer;
  if (answers === undefined)
    return /^NMVS_(FE|NC)_/.test(code)
      ? { change: { ...kept, state: 'rejected', outcome: { code, proof: 'answer' } } }
      : awaited(needs, claim, { failure: undefined });
  const held = heldMixed(await itemsAt(needs.evidence, row.itemsKey), answers);
  if ('foreign' in held) return lookAfter(held.foreign, kept);
  const codes = Object.fromEntries([...held.told].map(([name, answer]) => [name, answer.code ?? code]));
  const found = await addResult(needs.evidence, row, codes);
  const { missing } = held;
  if (missing.length === 0)
    return { change: { ...kept, ...found, ...endOf(row.count, found.tally), uncertain: false } };
  // Nothing says that they were done, or that they were not: they are looked after by themselves.
  const itemsKey = await keepItems(needs.evidence, row.tenant, row.id, `m${row.sends}-${row.polls}`, missing);
  return lookAfter(`the result tells nothing of ${missing.length} packs`, { ...kept, ...found, itemsKey });
}

/** The result comes later. When it never does, the packs themselves are looked at. */
function awaited(needs: NmvsNeeds, { row }: NmvsClaim<MixedTransaction>, change: Step['change']): Step {
  const polls = row.polls + 1;
  if (polls >= ASK_TIMES) return lookAfter('the result never came', change);
  // Asking is no try of sending: attempts count those.
  return { change: { ...change, state: 'sent', polls, attempts: row.attempts - 1 }, wait: askAgain(needs, polls) };
}

const lookAfter = (failure: string, change: Step['change']): Step => ({
  change: { ...change, state: 'checking', uncertain: true, polls: 0, failure },
  wait: waitAfter.taken,
});
