import type { LotReport } from '#shared/messages/agent-to-cloud.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Batch, Batches } from '../store/batches.ts';
import type { Fates } from '../store/fates.ts';
import { fateMessages } from './fates.ts';

interface Needs {
  readonly batches: Batches;
  readonly fates: Fates;
  readonly outbox: Outbox;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Closes a batch: its report goes behind everything that was told of it, and the fates of what was not commissioned before the report. In the caller's transaction. */
export function postReport({ batches, fates, outbox, now }: Needs, closing: Batch, report: LotReport): Batch {
  const { batch, line, order } = closing;
  for (const told of fateMessages(report, fates.of(batch)))
    outbox.append(line, batch, { kind: 'lot-fates', owner: order.owner, fates: told }, now());
  outbox.append(line, batch, { kind: 'lot-report', owner: order.owner, report }, now());
  return batches.move(closing, 'closed', report.closedAt);
}
