import { retryAfterOf } from '#common/exchange.ts';
import type { Reach, ReachNeeds } from '#common/regulator-access/reach.ts';
import type { RunNeeds, Tried } from '#common/run-delivery.ts';
import type { Answered, SendHttps } from '#common/send/https.ts';
import type { Claim } from '#common/store/deliveries.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import type { MarketWithdrawals } from '#common/store/market-withdrawals.ts';
import { laneOf, rest, type TurnNeeds, type WantedCall } from '#common/take-turns.ts';
import type { Verdict } from '#shared/delivery/verdict.ts';
import type { Answer, Regime, Report } from '#shared/regimes/regime.ts';
import type { GatherNeeds } from './gather-report.ts';
import type { WaitNeeds } from './waits-for.ts';

export interface SendNeeds extends GatherNeeds, RunNeeds, TurnNeeds, WaitNeeds, ReachNeeds {
  readonly deliveries: RunNeeds['deliveries'];
  readonly evidence: EvidenceStore;
  readonly withdrawals: Pick<MarketWithdrawals, 'get'>;
  readonly now: () => Date;
  readonly send: SendHttps;
  /** Those that there are; absent: all of the installation. */
  readonly regimes?: readonly Regime[];
}

/** A report in its sender's hands. */
export interface Submission {
  readonly delivery: Delivery;
  readonly regime: Regime;
  readonly report: Report;
  readonly claim: Claim;
  readonly reach: Reach;
}

/** A call as it asks for its turn. */
export function callOf(
  { now }: Pick<SendNeeds, 'now'>,
  { delivery }: Pick<Claim, 'delivery'>,
  { systems: [system] }: Pick<Regime, 'systems'>,
  call: string,
): WantedCall {
  const throttle = system.throttles.find((one) => one.call === call);
  const { tenant, turn } = delivery;
  return { tenant, throttle, lane: laneOf(delivery, now()), turn };
}

/** What was answered, after everybody was told who wants to be left alone. */
export async function settled(needs: SendNeeds, wanted: WantedCall, tried: Tried): Promise<Tried> {
  const { verdict, answered } = tried;
  const retryAfter = verdict.verdict === 'retry' ? verdict.retryAfter : undefined;
  if (answered?.status !== undefined) await rest(needs, wanted, answered.status, retryAfter);
  return tried;
}

/** What an answer is held against. */
export interface Sent {
  /** That was asked about. */
  readonly receipt?: string | undefined;
  /** The name of the report. */
  readonly report: string;
  readonly body: () => Promise<Uint8Array>;
  /** Absent where nothing was attached. */
  readonly attached?: (() => Promise<string>) | undefined;
}

/** Reads an answer; what was sent, megabytes perhaps, only for one that says more than whether to ask again. */
export const read =
  (regime: Regime, to: Answer['to'], sent: Sent) =>
  async (answered: Answered): Promise<Verdict> => {
    const { status } = answered;
    const isTold = status >= 200 && status < 300 && !(to === 'receipt' && status === 202);
    return regime.readAnswer({
      to,
      status,
      body: Buffer.from(answered.body).toString('utf8'),
      sent: isTold ? Buffer.from(await sent.body()).toString('utf8') : '',
      report: sent.report,
      ...(sent.receipt !== undefined && { receipt: sent.receipt }),
      ...(isTold && sent.attached && { attached: await sent.attached() }),
      ...retryAfterOf(answered),
    });
  };
