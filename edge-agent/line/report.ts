import type { LotReport } from '#shared/messages/agent-to-cloud.ts';
import type { Batch } from '../store/batches.ts';
import type { Containers } from '../store/containers.ts';
import type { Journal } from '../store/journal.ts';

/** What became of every serial of a batch. Units without a fate show as unaccounted, which a closed batch has none of. */
export function lotReport(
  { batch, order, startedAt }: Batch,
  { journal, containers }: { journal: Journal; containers: Containers },
  closedAt: string,
): LotReport {
  const { printed, commissioned, rejected, sampled, destroyed } = journal.tally(batch);
  return {
    order: order.order,
    gtin: order.gtin,
    lot: order.lot,
    printed,
    commissioned,
    rejected,
    sampled,
    destroyed,
    unaccounted: journal.pending(batch).length,
    ...containers.count(batch),
    rejects: journal.rejects(batch),
    shippable: containers.outermost(batch),
    startedAt: startedAt ?? closedAt,
    closedAt,
  };
}

/**
 * What the gate's own counters say against the journal; undefined when they agree. Units the gate never spoke of may have
 * gone either way.
 */
export function countsDisagree(
  { batch, gate }: Batch,
  journal: Journal,
  counters: { passed: number; sampled: number },
): string | undefined {
  if (gate === undefined) return undefined;
  const { passed, sampled, silent } = journal.confirmed(batch);
  const said = { passed: counters.passed - gate.passed, sampled: counters.sampled - gate.sampled };
  const apart = (counted: number, recorded: number) => counted < recorded || counted > recorded + silent;
  if (!apart(said.passed, passed) && !apart(said.sampled, sampled)) return undefined;
  return `the gate counted ${said.passed} passed and ${said.sampled} sampled, recorded are ${passed} and ${sampled}`;
}
