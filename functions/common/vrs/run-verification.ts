import { log } from '#common/log.ts';
import { Refused } from '#common/refused.ts';
import type { Verification, VerificationChange } from '#common/store/verification-row.ts';
import type { VerificationClaim, Verifications } from '#common/store/verifications.ts';
import type { VrsSettings } from '#common/store/vrs-settings.ts';
import { backoff } from '#shared/delivery/backoff.ts';
import type { DirectoryEntry } from '#shared/vrs/directory-entry.ts';
import { outcomeMeanings } from '#shared/vrs/outcomes.ts';
import type { Heard } from '#shared/vrs/read-answer.ts';
import { type Asked, type AskNeeds, askResponder } from './ask-responder.ts';
import type { FindResponder, Found } from './find-responder.ts';

export interface RunNeeds extends AskNeeds {
  readonly verifications: Pick<Verifications, 'claim' | 'note' | 'settle'>;
  readonly settingsOf: (tenant: string) => Promise<VrsSettings>;
  readonly responders: FindResponder;
  readonly wake: (message: object, delaySeconds?: number) => Promise<void>;
  readonly random: () => number;
}

/** A return has to be answered for within a day (DSCSA §582(c)(4)(D) and its like). */
export const DAY_MS = 24 * 3_600_000;
/** How long before that people are called: time enough to telephone. */
const CALL_MS = 2 * 3_600_000;
/** From two minutes to an hour: some thirty times in a day, each with its evidence. */
const pace = { base: 120, cap: 3_600 };
/** Longest delay of an SQS message, in seconds; what is due later is woken by `sweep`. */
const MOST_DELAY = 900;

/** Takes up a verification that is due. Waking one twice is harmless: who finds it in hand, ended or not yet due leaves it alone. */
export const runVerification =
  (needs: RunNeeds) =>
  async (tenant: string, id: string): Promise<void> => {
    const claim = await needs.verifications.claim(tenant, id, needs.now());
    if (claim !== undefined) await bringOn(needs, claim);
  };

/** One turn of a verification in hand. Answers how it stands then. */
export async function bringOn(needs: RunNeeds, claim: VerificationClaim): Promise<Verification> {
  let { row } = claim;
  const ask = async (settings: VrsSettings, entry: DirectoryEntry): Promise<Heard> => {
    let heard: Heard | undefined;
    // While somebody waits, once more at once: most of what fails is over in a moment, and asking changes nothing.
    const times = row.attempts === 1 ? 2 : 1;
    for (let time = 0; time < times && (heard === undefined || mayPass(heard)); time++) {
      const asked: Asked = await askResponder(needs, settings, row, entry);
      const change = { evidence: [...row.evidence, ...asked.evidence], responderUrl: entry.url };
      row = { ...row, ...change };
      await needs.verifications.note(claim, change);
      heard = asked.heard;
    }
    return heard ?? nobody(undefined);
  };
  const heard = await hear(needs, row, ask);
  return end(needs, { ...claim, row }, { ...heard, answeredBy: 'responder' });
}

const mayPass = ({ outcome }: Heard) => outcomeMeanings[outcome].kind === 'wait';

/** An entry that has expired, or whose responder does not know the GTIN, is looked up anew, once. */
async function hear(
  needs: RunNeeds,
  { tenant, gtin }: Verification,
  ask: (settings: VrsSettings, entry: DirectoryEntry) => Promise<Heard>,
): Promise<Heard> {
  try {
    const settings = await needs.settingsOf(tenant);
    const known = await needs.responders.find(tenant, gtin);
    if (!isEntry(known)) {
      const found = await needs.responders.refresh(tenant, gtin, settings);
      return isEntry(found) ? await ask(settings, found) : nobody(found);
    }
    const heard = await ask(settings, known);
    if (heard.outcome !== 'not-found-in-directory') return heard;
    const found = await needs.responders.refresh(tenant, gtin, settings);
    if (found === 'unavailable') return nobody(found);
    const isOther = isEntry(found) && (found.url !== known.url || found.gln !== known.gln);
    return isOther ? await ask(settings, found) : heard;
  } catch (error) {
    // Refused by ourselves before anything left, e.g. because the secret cannot be used.
    if (error instanceof Refused && error.refusal.refused !== 'busy')
      return { outcome: 'not-permitted', detail: error.refusal.detail };
    throw error;
  }
}

const isEntry = (found: Found): found is DirectoryEntry => typeof found === 'object';

function nobody(found: Found): Heard {
  if (found === 'unavailable') return { outcome: 'responder-unavailable', detail: 'the directory does not answer' };
  const detail = found === 'expired' ? 'the entry of the directory has expired' : 'the directory has no entry';
  return { outcome: 'not-found-in-directory', detail };
}

/** Writes down what was heard, and when it is asked again. */
export async function end(
  needs: Pick<RunNeeds, 'verifications' | 'now' | 'random' | 'wake'>,
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
