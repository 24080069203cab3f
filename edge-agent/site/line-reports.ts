import { defectiveOf } from '#shared/line/counters.ts';
import { type LineStatusReport, MOST_ALARMS, MOST_REASONS } from '#shared/messages/line-status.ts';
import { statusTopic } from '#shared/messages/topics.ts';
import type { LineCounters } from '../line/counters.ts';
import type { Line } from '../line/line.ts';

/** A line of which it is told how it stands. */
export interface ReportingLine {
  readonly line: Pick<Line, 'name' | 'state' | 'control' | 'onState'> & {
    readonly alarms: Pick<Line['alarms'], 'open'>;
    readonly run: Pick<NonNullable<Line['run']>, 'batch'> | undefined;
  };
  readonly counters: Pick<LineCounters, 'now'>;
}

export interface ReportingNeeds {
  readonly tenant: string;
  readonly site: string;
  readonly lines: readonly ReportingLine[];
  readonly broker: { connected(): boolean; publish(topic: string, body: string): Promise<void> };
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: (code: string, details: Readonly<Record<string, unknown>>) => void;
  /** At most so often while nothing happens, and how long changes of state are waited for that follow each other. */
  readonly everyMs?: number;
  readonly settleMs?: number;
}

const EVERY_MS = 30_000;
const SETTLE_MS = 1_000;
const MOST_WORDS = 500;

/**
 * Tells the cloud how the lines stand: every 30 seconds, and soon after a change of state. It is best effort: what could not be told is not kept,
 * since what is told next replaces it. Events and reports of lots go by the outbox.
 *
 * @returns stops telling
 */
export function tellLines(needs: ReportingNeeds): () => void {
  const { lines, everyMs = EVERY_MS, settleMs = SETTLE_MS } = needs;
  const soon = new Map<string, NodeJS.Timeout>();
  for (const one of lines) {
    const { name } = one.line;
    one.line.onState(() => {
      if (soon.has(name)) return;
      const timer = setTimeout(() => {
        soon.delete(name);
        tell(needs, one);
      }, settleMs);
      soon.set(name, timer.unref());
    });
  }
  const timer = setInterval(() => {
    for (const one of lines) tell(needs, one);
  }, everyMs).unref();
  return () => {
    clearInterval(timer);
    for (const waiting of soon.values()) clearTimeout(waiting);
  };
}

function tell({ tenant, site, broker, now, log }: ReportingNeeds, one: ReportingLine): void {
  if (!broker.connected()) return;
  const failed = (error: unknown) => log('line-status-not-told', { line: one.line.name, error: String(error) });
  try {
    const body = JSON.stringify(reportOf(one, new Date(now()).toISOString()));
    broker.publish(statusTopic({ tenant, site, line: one.line.name }), body).catch(failed);
  } catch (error) {
    failed(error);
  }
}

function reportOf({ line, counters }: ReportingLine, at: string): LineStatusReport {
  const { consumed, processed, defective, oee } = counters.now();
  const { batch } = line.run ?? {};
  const reasons = Object.entries(defective).map(([reason, { count }]): [string, number] => [
    reason.slice(0, 200),
    count,
  ]);
  const alarms = line.alarms.open().map(({ code, detail, stops, raisedAt }) => ({
    code,
    detail: detail.slice(0, MOST_WORDS),
    stops,
    raisedAt,
  }));
  return {
    at,
    state: line.state,
    mode: line.control.mode,
    ...(batch && {
      order: {
        order: batch.order.order,
        gtin: batch.order.gtin,
        lot: batch.order.lot,
        quantity: batch.order.quantity,
        state: batch.state,
      },
    }),
    counters: {
      consumed: consumed.count,
      processed: processed.count,
      defective: defectiveOf({ defective }).count,
      byReason: Object.fromEntries(
        reasons
          .filter(([, count]) => count > 0)
          .sort(([, one], [, other]) => other - one)
          .slice(0, MOST_REASONS),
      ),
    },
    oee,
    alarms: alarms.sort((one, other) => Number(other.stops) - Number(one.stops)).slice(0, MOST_ALARMS),
  };
}
