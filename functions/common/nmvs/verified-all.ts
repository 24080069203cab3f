import type { NmvsTransaction } from '#common/store/nmvs-transaction-row.ts';
import type { NmvsClaim } from '#common/store/nmvs-transactions.ts';
import { ASK_TIMES } from '#shared/delivery/standing.ts';
import { SUCCESS } from '#shared/regimes/eu/nmvs/return-codes.ts';
import type { Exchanged } from './exchange-nmvs.ts';
import type { NmvsNeeds, Step } from './nmvs-needs.ts';
import { again, askAgain } from './steps.ts';

/** What follows when all packs of a bulk or of a mixed one were handed in to be verified. */
export function verificationAsked(needs: NmvsNeeds, claim: NmvsClaim, { heard, evidence }: Exchanged): Step {
  const kept = { evidence: [...evidence] };
  if (heard.kind === 'refused') return { change: { ...kept, state: 'unclear', failure: heard.reason } };
  if (heard.kind !== 'answer') return again(needs, claim, { ...kept, state: 'checking', failure: heard.reason }, heard);
  const { nmvsTrxId, code = SUCCESS } = heard.answer;
  return code === SUCCESS && nmvsTrxId !== ''
    ? { change: { ...kept, state: 'checked', checkTrxId: nmvsTrxId, polls: 0 }, wait: 1 }
    : { change: { ...kept, state: 'unclear', failure: `the packs cannot be verified: ${code}` } };
}

/** What follows when the result of such a verification is not there yet: it is asked for again, a number of times. */
export function notVerifiedYet(needs: NmvsNeeds, row: NmvsTransaction, { heard, evidence }: Exchanged): Step {
  const kept = { evidence: [...evidence] };
  const polls = row.polls + 1;
  if (polls >= ASK_TIMES) return { change: { ...kept, state: 'unclear', failure: 'the packs could not be verified' } };
  const failure = heard.kind === 'answer' ? row.failure : heard.reason;
  return { change: { ...kept, failure, polls, attempts: row.attempts - 1 }, wait: askAgain(needs, polls) };
}
