import { log } from '#common/log.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { ListenerClaim, ListenerRuns } from '#common/store/listener-runs.ts';
import type { Listeners } from '#common/store/listeners.ts';
import { type Ending, notTaken } from './next-turn.ts';
import { type TurnNeeds, takeTurn } from './take-turn.ts';

export interface RunNeeds extends TurnNeeds {
  readonly runs: ListenerRuns;
  readonly listeners: Pick<Listeners, 'get'>;
  /** The announcement queue. */
  readonly wake: SendToQueue;
}

/** Longest delay of an SQS message, in seconds; what is due later is woken by `sweep`. */
const MOST_DELAY = 900;
/** Turns in a row that never came to an end: their function died each time, which only a defect can make. */
const MOST_DEATHS = 10;

/**
 * One turn of a listener: take it up, tell what there is, record how it stands, and come back when there is more. Repeating a message is harmless: who finds
 * the run in hand, at rest or not yet due leaves it alone. A fault gives the message back to the queue.
 */
export async function runListener(
  needs: RunNeeds,
  { tenant, listener: id }: { readonly tenant: string; readonly listener: string },
): Promise<void> {
  const claim = await needs.runs.claim(tenant, id, needs.now());
  if (claim === undefined) return;
  const listener = await needs.listeners.get(tenant, id);
  if (listener === undefined) return; // it was ended this moment, and its run with it
  const ending = listener.paused ? { changes: {} } : await turnOf(needs, claim, listener);
  const settled = await needs.runs.settle(claim, ending.changes, needs.now(), ending.next);
  tell(claim, ending);
  if (settled === 'overtaken') return;
  await wakeAgain(needs, claim, settled === 'again' ? needs.now() : ending.next);
}

async function turnOf(
  needs: RunNeeds,
  claim: ListenerClaim,
  listener: Parameters<typeof takeTurn>[2],
): Promise<Ending> {
  if (claim.run.attempts > MOST_DEATHS)
    return notTaken(claim.run, { reason: 'its turns never came to an end' }, needs.now(), needs.random());
  return takeTurn(needs, claim, listener);
}

async function wakeAgain({ wake, now }: RunNeeds, { run }: ListenerClaim, next: Date | undefined): Promise<void> {
  if (next === undefined) return;
  const { tenant, listener } = run;
  const seconds = Math.max(0, Math.ceil((next.getTime() - now().getTime()) / 1000));
  if (seconds <= MOST_DELAY) await wake({ tenant, listener }, seconds);
}

function tell({ run }: ListenerClaim, { changes: { state, failure } }: Ending): void {
  if (failure === undefined) return;
  const { tenant, listener, tries } = run;
  const isNew = state !== undefined && state !== run.state;
  const code = isNew && state === 'parked' ? 'listener-parked' : isNew ? 'listener-stopped' : 'listener-attempted';
  log(code, { tenant, listener, tries, failure });
}
