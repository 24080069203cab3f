import { log } from '#common/log.ts';
import type { Verification, VerificationChange } from '#common/store/verification-row.ts';
import type { VerificationClaim, Verifications } from '#common/store/verifications.ts';
import { backoff } from '#shared/delivery/backoff.ts';
import { outcomeMeanings } from '#shared/vrs/outcomes.ts';
import type { Heard } from '#shared/vrs/read-answer.ts';

export interface EndNeeds {
  readonly verifications: Pick<Verifications, 'settle'>;
  readonly wake: (message: object, delaySeconds?: number) => Promise<void>;
  readonly now: () => Date;
  readonly random: () => number;
}

/** How long before the day of a return is over people are called: time enough to telephone. */
const CALL_MS = 2 * 3_600_000;
/** From two minutes to an hour: some thirty times in a day, each with its evidence. */
const pace = { base: 120, cap: 3_600 };
/** Longest delay of an SQS message, in seconds; what is due later is woken by `sweep`. */
const MOST_DELAY = 900;

/** True when asking later may help. */
export const mayPass = ({ outcome }: Heard): boolean => outcomeMeanings[outcome].kind === 'wait';

/** Writes down what was heard, and when it is asked again. */
export async function end(
  needs: EndNeeds,
  claim: VerificationClaim,
  heard: Heard & Pick<Verification, 'answeredBy'>,
): Promise<Verification> {
  const { row } = claim;
  const { tenant, id, attempts } = row;
  const at = needs.now();
  const wait = waitOf(row, heard, at.getTime(), needs.random());
  const state = wait !== undefined ? 'open' : stateOf(row, heard);
  const before = { reason: undefined, additionalInfo: undefined, detail: undefined };
  const change: VerificationChange = { ...before, ...heard, state };
  const next = wait === undefined ? undefined : new Date(at.getTime() + wait * 1000);
  await needs.verifications.settle(claim, change, at, next);
  const late = state === 'needs-person' ? 'verification-late' : undefined;
  const code = late ?? (state === 'answered' ? 'verification-answered' : 'verification-unanswered');
  log(code, { tenant, verification: id, outcome: heard.outcome, attempts });
  if (wait !== undefined && wait <= MOST_DELAY) await needs.wake({ tenant, verification: id }, Math.ceil(wait));
  return Object.assign({}, row, change, { updatedAt: at.toISOString() });
}

function stateOf({ deadline }: Verification, { outcome }: Heard): Verification['state'] {
  if (outcomeMeanings[outcome].kind === 'answered') return 'answered';
  return deadline === undefined ? 'unanswered' : 'needs-person';
}

/** Seconds until it is asked again; undefined when it is not. */
function waitOf({ deadline, attempts }: Verification, heard: Heard, now: number, jitter: number): number | undefined {
  if (deadline === undefined || !mayPass(heard)) return undefined;
  const left = (Date.parse(deadline) - CALL_MS - now) / 1000;
  return left <= 0 ? undefined : Math.min(left, backoff(pace, attempts, jitter));
}
