import type { Limit } from '#shared/delivery/limit.ts';
import type { Lane } from '#shared/delivery/turns.ts';
import type { Throttle } from '#shared/regimes/throttle.ts';
import type { TurnRows } from './store/turns.ts';
import { type Turn, Waits } from './waits.ts';

export interface TurnNeeds {
  readonly turns: TurnRows;
  /** Those of the installation, by `<system>/<call>`. */
  readonly limits: Readonly<Record<string, Limit>>;
  readonly now: () => Date;
  /** Milliseconds. */
  readonly pause: (ms: number) => Promise<void>;
}

/** A call to a system of a regulator that wants its turn. */
export interface WantedCall {
  readonly tenant: string;
  /** Absent: nothing is known that limits it. */
  readonly throttle: Throttle | undefined;
  /** What calls are counted by where that is a credential. */
  readonly credential?: string;
  readonly lane: Lane;
  /** The place it has from before. */
  readonly turn?: Turn | undefined;
}

/** What is waited for in the function itself, milliseconds altogether: more is put back to its time. */
const MOST_PAUSE_MS = 2_000;
/** A deadline so near makes a call urgent, milliseconds. */
const URGENT_MS = 4 * 3_600_000;

/** Which lane a delivery is in. */
export const laneOf = ({ deadline }: { readonly deadline?: string | undefined }, at: Date): Lane =>
  deadline !== undefined && Date.parse(deadline) - at.getTime() <= URGENT_MS ? 'urgent' : 'bulk';

/**
 * Has a call wait for its turn.
 *
 * @returns the call with the place that it has come to
 * @param how `look` before something large is written for it: nothing is taken then · `take` right before the call, which counts from then on
 * @throws Waits when its turn is later than a function should wait for
 */
export async function awaitTurn(needs: TurnNeeds, wanted: WantedCall, how: 'look' | 'take'): Promise<WantedCall> {
  const { tenant, throttle, lane } = wanted;
  if (throttle === undefined) return wanted;
  const { call } = throttle;
  const limit = needs.limits[`${throttle.system}/${call}`] ?? throttle;
  let turn = wanted.turn?.call === call ? wanted.turn : undefined;
  for (let paused = 0; ; ) {
    const now = needs.now().getTime();
    const place = turn && Date.parse(turn.at);
    const at = await needs.turns.ask(tenant, rowOf(wanted), limit, { lane, place, now, take: how === 'take' });
    if (at === undefined) return { ...wanted, turn };
    const wait = at - now;
    turn = { call, at: new Date(at).toISOString() };
    if (paused + wait > MOST_PAUSE_MS) throw new Waits(turn);
    await needs.pause(wait);
    paused += wait;
  }
}

/** The other side said that it wants to be left alone: no call of that kind is made before. Seconds; absent: a window. */
export async function rest(needs: TurnNeeds, wanted: WantedCall, status: number, retryAfter?: number): Promise<void> {
  const { tenant, throttle } = wanted;
  const isTurnedAway = status === 429 || (status === 503 && retryAfter !== undefined);
  if (throttle === undefined || !isTurnedAway) return;
  const { seconds } = needs.limits[`${throttle.system}/${throttle.call}`] ?? throttle;
  await needs.turns.rest(tenant, rowOf(wanted), needs.now().getTime() + (retryAfter ?? seconds) * 1000);
}

const rowOf = ({ throttle, credential }: WantedCall) =>
  [throttle?.system, ...(throttle?.per === 'credential' ? [credential ?? ''] : []), throttle?.call].join('#');
