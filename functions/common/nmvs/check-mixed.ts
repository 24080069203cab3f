import type { MixedTransaction } from '#common/store/nmvs-transaction-row.ts';
import type { NmvsClaim } from '#common/store/nmvs-transactions.ts';
import type { PackAnswer } from '#shared/regimes/eu/nmvs/read-response.ts';
import { SUCCESS, UNCLEAR } from '#shared/regimes/eu/nmvs/return-codes.ts';
import { addResult } from './bulk-objects.ts';
import { sentAt } from './changed-at.ts';
import { derivedId } from './derived-id.ts';
import { endOf } from './end-of.ts';
import { exchangeNmvs } from './exchange-nmvs.ts';
import { isGoal, isStart } from './goal.ts';
import { heldMixed, itemsAt, keepItems, type MixedPack, nameOf, wiredItems } from './mixed-objects.ts';
import type { NmvsNeeds, Step } from './nmvs-needs.ts';
import { again, waitAfter } from './steps.ts';
import { notVerifiedYet, verificationAsked } from './verified-all.ts';
import { maySayDone } from './whose-change.ts';

/** Has all packs verified in one mixed bulk of G110, which changes nothing and may be repeated. */
export async function checkMixed(needs: NmvsNeeds, claim: NmvsClaim<MixedTransaction>): Promise<Step> {
  const { id, itemsKey, operation, evidence: before } = claim.row;
  const round = `v${before.length}`;
  const request = {
    kind: 'mixed' as const,
    items: wiredItems(id, round, await itemsAt(needs.evidence, itemsKey), true),
  };
  const question = { request, operation, clientTrxId: derivedId(id, round), noted: { state: 'checking' as const } };
  return verificationAsked(needs, claim, await exchangeNmvs(needs, claim, question));
}

/** Reads how the packs stand. What is done is done; what is as it was is sent, unless it was taken in before. */
export async function judgeMixed(needs: NmvsNeeds, claim: NmvsClaim<MixedTransaction>): Promise<Step> {
  const { row } = claim;
  const request = { kind: 'mixed-result' as const, nmvsTrxId: row.checkTrxId ?? '' };
  const clientTrxId = derivedId(row.id, `w${row.polls}`);
  const exchanged = await exchangeNmvs(needs, claim, { request, operation: 'G196', clientTrxId });
  const kept = { evidence: [...exchanged.evidence] };
  const answers = exchanged.heard.kind === 'answer' ? exchanged.heard.answer.packs : undefined;
  if (answers === undefined) return notVerifiedYet(needs, row, exchanged);
  const packs = await itemsAt(needs.evidence, row.itemsKey);
  const held = heldMixed(packs, answers);
  if ('foreign' in held)
    return again(needs, claim, { ...kept, state: 'checking', failure: held.foreign }, { kind: 'ambiguous' });
  const readAt = needs.now();
  const judged = packs.map((pack) => ({ pack, code: codeOf(row, pack, held.told.get(nameOf(pack)), readAt) }));
  const settled = judged.flatMap(({ pack, code }) => (code === undefined ? [] : [[nameOf(pack), code] as const]));
  const found = await addResult(needs.evidence, row, Object.fromEntries(settled));
  const open = judged.flatMap(({ pack, code }) => (code === undefined ? [pack] : []));
  const { change, ...wait } = await afterwards(needs, row, found.tally, open);
  return { change: { ...kept, ...found, ...change }, ...wait };
}

async function afterwards(
  needs: NmvsNeeds,
  row: MixedTransaction,
  tally: Readonly<Record<string, number>>,
  open: readonly MixedPack[],
): Promise<Step> {
  if (open.length === 0) {
    const outcome = { code: (tally[UNCLEAR] ?? 0) > 0 ? UNCLEAR : SUCCESS, proof: 'verified' as const };
    return { change: { ...endOf(row.count, tally), outcome, uncertain: false } };
  }
  if (row.nmvsTrxId !== undefined) {
    const failure = `taken in as ${row.nmvsTrxId}, and ${open.length} packs are as they were`;
    return { change: { state: 'unclear', failure } };
  }
  const itemsKey = await keepItems(needs.evidence, row.tenant, row.id, String(row.sends + 1), open);
  // The last that was sent was the verification.
  const seen = { seenAt: sentAt(row), itemsKey };
  return { change: { ...seen, state: 'due', uncertain: false, failure: undefined, polls: 0 }, wait: waitAfter.never };
}

/** What a verification says of an item; undefined: it was not done. */
function codeOf(
  row: MixedTransaction,
  pack: MixedPack,
  told: PackAnswer | undefined,
  readAt: Date,
): string | undefined {
  if (told === undefined) return UNCLEAR;
  const { code = SUCCESS } = told;
  if (code !== SUCCESS || pack.act === 'verify') return code;
  if (isStart(pack, told)) return undefined;
  if (isGoal(pack, told) && row.sends > 0) return maySayDone(pack, row, readAt) ? SUCCESS : UNCLEAR;
  return pack.undo ? 'NMVS_NC_PCK_06' : 'NMVS_NC_PCK_22';
}
