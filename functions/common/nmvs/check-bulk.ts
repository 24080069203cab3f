import type { NmvsClaim } from '#common/store/nmvs-transactions.ts';
import { ASK_TIMES } from '#shared/delivery/standing.ts';
import type { PackAnswer } from '#shared/regimes/eu/nmvs/read-response.ts';
import { SUCCESS } from '#shared/regimes/eu/nmvs/return-codes.ts';
import { addResult, keepSerials, serialsAt } from './bulk-objects.ts';
import { derivedId } from './derived-id.ts';
import { exchangeNmvs } from './exchange-nmvs.ts';
import { isGoal, isStart } from './goal.ts';
import type { NmvsNeeds, Step } from './nmvs-needs.ts';
import { again, askAgain, waitAfter } from './steps.ts';

/** Has all packs verified in one bulk (G115), which changes nothing and may be repeated. */
export async function checkBulk(needs: NmvsNeeds, claim: NmvsClaim): Promise<Step> {
  const { id, product, serialsKey, evidence: before } = claim.row;
  const serials = await serialsAt(needs.evidence, serialsKey);
  const request = { kind: 'bulk' as const, operation: 'G115', product, serials };
  const clientTrxId = derivedId(id, `v${before.length}`);
  const noted = { state: 'checking' as const };
  const { heard, evidence } = await exchangeNmvs(needs, claim, { request, operation: 'G115', clientTrxId, noted });
  const kept = { evidence: [...evidence] };
  if (heard.kind === 'refused') return { change: { ...kept, state: 'unclear', failure: heard.reason } };
  if (heard.kind !== 'answer') return again(needs, claim, { ...kept, state: 'checking', failure: heard.reason }, heard);
  const { nmvsTrxId, code = SUCCESS } = heard.answer;
  return code === SUCCESS && nmvsTrxId !== ''
    ? { change: { ...kept, state: 'checked', checkTrxId: nmvsTrxId, polls: 0 }, wait: 1 }
    : { change: { ...kept, state: 'unclear', failure: `the packs cannot be verified: ${code}` } };
}

/** Reads how the packs stand. What is done is done; what is as it was is sent again in a bulk of its own, unless the first was taken in. */
export async function judgeBulk(needs: NmvsNeeds, claim: NmvsClaim): Promise<Step> {
  const { row } = claim;
  const request = { kind: 'bulk-result' as const, nmvsTrxId: row.checkTrxId ?? '' };
  const clientTrxId = derivedId(row.id, `w${row.polls}`);
  const { heard, evidence } = await exchangeNmvs(needs, claim, { request, operation: 'G188', clientTrxId });
  const kept = { evidence: [...evidence] };
  const packs = heard.kind === 'answer' ? heard.answer.packs : undefined;
  if (packs === undefined) {
    const polls = row.polls + 1;
    const failure = heard.kind === 'answer' ? row.failure : heard.reason;
    if (polls >= ASK_TIMES)
      return { change: { ...kept, state: 'unclear', failure: 'the packs could not be verified' } };
    return { change: { ...kept, failure, polls, attempts: row.attempts - 1 }, wait: askAgain(needs, polls) };
  }
  const isUnchanged = (pack: PackAnswer) => isOk(pack) && isStart(row, pack);
  const unchanged = packs.filter(isUnchanged).map(({ serial }) => serial);
  const settled = packs.filter((pack) => !isUnchanged(pack));
  const found = await addResult(
    needs.evidence,
    row,
    Object.fromEntries(settled.map((pack) => [pack.serial, codeOf(row, pack)])),
  );
  if (unchanged.length === 0) {
    const done = found.tally[SUCCESS] ?? 0;
    const state = done === row.count ? 'done' : done === 0 ? 'rejected' : 'partial';
    const outcome = { code: SUCCESS, proof: 'verified' as const };
    return { change: { ...kept, ...found, state, outcome, uncertain: false, failure: undefined } };
  }
  if (row.nmvsTrxId !== undefined)
    return {
      change: {
        ...kept,
        ...found,
        state: 'unclear',
        failure: `taken in as ${row.nmvsTrxId}, and ${unchanged.length} packs are as they were`,
      },
    };
  const serialsKey = await keepSerials(needs.evidence, row, row.sends + 1, unchanged);
  return { change: { ...kept, ...found, serialsKey, state: 'due', uncertain: false, polls: 0 }, wait: waitAfter.never };
}

const isOk = ({ code = SUCCESS }: PackAnswer): boolean => code === SUCCESS;

function codeOf(row: NmvsClaim['row'], pack: PackAnswer): string {
  if (!isOk(pack)) return pack.code ?? '';
  return isGoal(row, pack) ? SUCCESS : row.undo ? 'NMVS_NC_PCK_06' : 'NMVS_NC_PCK_22';
}
