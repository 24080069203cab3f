import { retryAfterOf } from '#common/exchange.ts';
import { Refused } from '#common/refused.ts';
import { outgoingOf } from '#common/regulator-access/outgoing.ts';
import { type Reach, type ReachNeeds, reachOf } from '#common/regulator-access/reach.ts';
import { isAnswered } from '#common/send/https.ts';
import { awaitTurn, rest, type TurnNeeds } from '#common/take-turns.ts';
import type { Turn } from '#common/waits.ts';
import { refuse } from '#shared/refusal.ts';
import type { Message, Regime } from '#shared/regimes/regime.ts';

export interface CallNeeds extends ReachNeeds, TurnNeeds {
  readonly now: () => Date;
}

/** A tenant's line to the regulator of a market. */
export interface Line {
  readonly tenant: string;
  readonly regime: Regime;
  /** The place that a call has from before among those that wait. */
  readonly turn?: Turn | undefined;
}

/** The bytes of an answer, and its status. */
export interface Called {
  readonly status: number;
  readonly bytes: Uint8Array;
}

/**
 * Opens a line, by the same access, tokens and turns as reports are sent.
 *
 * @throws Refused `busy` when the regulator cannot be reached as things stand
 * @throws Waits when it is not its turn yet
 */
export async function openLine(needs: CallNeeds, line: Line) {
  const { tenant, regime } = line;
  const wantedOf = (call: string) => {
    const throttle = regime.systems[0].throttles.find((one) => one.call === call);
    return { tenant, throttle, lane: 'bulk', turn: line.turn } as const;
  };
  const ready = (call: string) => awaitTurn(needs, wantedOf(call), 'take');
  const reach = await reachOf(needs, { tenant }, regime, ready);
  if ('postponed' in reach) throw new Refused(refuse('busy', reach.postponed));
  return {
    /** True where nothing is told in earnest. */
    isRehearsal: reach.to?.rehearsal ?? false,
    /** Asking changes nothing, so it may be asked again whatever became of it. */
    ask: async (message: Message): Promise<Called> => {
      const wanted = await awaitTurn(needs, wantedOf(message.call), 'take');
      const called = await sendBy(reach, message);
      await rest(needs, wanted, called.status, retryAfterOf(called).retryAfter);
      return { status: called.status, bytes: called.body };
    },
  };
}

async function sendBy(reach: Reach, message: Message) {
  const body = message.body === undefined ? undefined : Buffer.from(message.body);
  const answer = await reach.send(outgoingOf(reach, message, body));
  if (!isAnswered(answer)) throw new Refused(refuse('busy', answer.reason));
  return answer;
}

/** An answer as regimes read it. */
export const answerOf = ({ status, bytes }: Called) => ({ status, body: Buffer.from(bytes).toString('utf8') });
