import type { PackTransaction } from '#common/store/nmvs-transaction-row.ts';
import type { NmvsClaim } from '#common/store/nmvs-transactions.ts';
import type { PackAnswer } from '#shared/regimes/eu/nmvs/read-response.ts';
import { SUCCESS, UNCLEAR } from '#shared/regimes/eu/nmvs/return-codes.ts';
import { addResult, keepSerials, serialsAt } from './bulk-objects.ts';
import { changedAt, sentAt } from './changed-at.ts';
import { derivedId } from './derived-id.ts';
import { endOf } from './end-of.ts';
import { exchangeNmvs } from './exchange-nmvs.ts';
import { isGoal, isStart } from './goal.ts';
import { heldAgainst } from './held-against.ts';
import type { NmvsNeeds, Step } from './nmvs-needs.ts';
import { again, waitAfter } from './steps.ts';
import { notVerifiedYet, verificationAsked } from './verified-all.ts';
import { maySayDone } from './whose-change.ts';

/** Has all packs verified in one bulk (G115), which changes nothing and may be repeated. */
export async function checkBulk(needs: NmvsNeeds, claim: NmvsClaim<PackTransaction>): Promise<Step> {
  const { id, product, serialsKey, evidence: before } = claim.row;
  const serials = await serialsAt(needs.evidence, serialsKey);
  const request = { kind: 'bulk' as const, operation: 'G115', product, serials };
  const clientTrxId = derivedId(id, `v${before.length}`);
  const noted = { state: 'checking' as const };
  const question = { request, operation: 'G115', clientTrxId, noted };
  return verificationAsked(needs, claim, await exchangeNmvs(needs, claim, question));
}

/** Reads how the packs stand. What is done is done; what is as it was is sent again in a bulk of its own, unless the first was taken in. */
export async function judgeBulk(needs: NmvsNeeds, claim: NmvsClaim<PackTransaction>): Promise<Step> {
  const { row } = claim;
  const request = { kind: 'bulk-result' as const, nmvsTrxId: row.checkTrxId ?? '' };
  const clientTrxId = derivedId(row.id, `w${row.polls}`);
  const exchanged = await exchangeNmvs(needs, claim, { request, operation: 'G188', clientTrxId });
  const kept = { evidence: [...exchanged.evidence] };
  const told = exchanged.heard.kind === 'answer' ? exchanged.heard.answer : undefined;
  if (told?.packs === undefined) return notVerifiedYet(needs, row, exchanged);
  const held = heldAgainst({ product: row.product, serials: await serialsAt(needs.evidence, row.serialsKey) }, told);
  if ('foreign' in held)
    return again(needs, claim, { ...kept, state: 'checking', failure: held.foreign }, { kind: 'ambiguous' });
  const isUnchanged = (pack: PackAnswer) => isOk(pack) && isStart(row, pack);
  const unchanged = held.packs.filter(isUnchanged).map(({ serial }) => serial);
  const settled = held.packs.filter((pack) => !isUnchanged(pack));
  const readAt = needs.now();
  const codes = [
    ...settled.map((pack) => [pack.serial, codeOf(row, pack, readAt)] as const),
    ...held.missing.map((serial) => [serial, UNCLEAR] as const),
  ];
  const found = await addResult(needs.evidence, row, Object.fromEntries(codes));
  const { change, ...wait } = await afterwards(needs, row, found.tally, unchanged);
  return { change: { ...kept, ...found, ...change }, ...wait };
}

async function afterwards(
  needs: NmvsNeeds,
  row: PackTransaction,
  tally: Readonly<Record<string, number>>,
  unchanged: readonly string[],
): Promise<Step> {
  const since = { changedAt: row.changedAt ?? changedAt(row) };
  if (unchanged.length === 0) {
    const outcome = { code: (tally[UNCLEAR] ?? 0) > 0 ? UNCLEAR : SUCCESS, proof: 'verified' as const };
    return { change: { ...since, ...endOf(row.count, tally), outcome, uncertain: false } };
  }
  if (row.nmvsTrxId !== undefined) {
    const failure = `taken in as ${row.nmvsTrxId}, and ${unchanged.length} packs are as they were`;
    return { change: { state: 'unclear', failure } };
  }
  const serialsKey = await keepSerials(needs.evidence, row, row.sends + 1, unchanged);
  const seenAt = sentAt(row, 'G115');
  return {
    change: { ...since, serialsKey, seenAt, state: 'due', uncertain: false, polls: 0 },
    wait: waitAfter.never,
  };
}

const isOk = ({ code = SUCCESS }: PackAnswer): boolean => code === SUCCESS;

function codeOf(row: PackTransaction, pack: PackAnswer, readAt: Date): string {
  if (!isOk(pack)) return pack.code ?? '';
  if (isGoal(row, pack)) return maySayDone(row, row, readAt) ? SUCCESS : UNCLEAR;
  return row.undo ? 'NMVS_NC_PCK_06' : 'NMVS_NC_PCK_22';
}
