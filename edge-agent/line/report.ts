import type { LotReport } from '#shared/messages/agent-to-cloud.ts';
import type { Batch, GateCounts } from '../store/batches.ts';
import type { Containers } from '../store/containers.ts';
import type { Fates } from '../store/fates.ts';
import type { Journal } from '../store/journal.ts';
import { sampleKindOf } from './manual/sample.ts';

interface Stores {
  readonly journal: Journal;
  readonly containers: Containers;
  readonly fates: Fates;
}

/** What became of every serial of a batch. Units without a fate show as unaccounted, which a closed batch has none of. */
export function lotReport(
  { batch, order, startedAt }: Batch,
  { journal, containers, fates }: Pick<Stores, 'journal' | 'containers' | 'fates'>,
  closedAt: string,
): LotReport {
  const { cases, pallets } = containers.count(batch);
  return {
    order: order.order,
    gtin: order.gtin,
    lot: order.lot,
    ...fates.total(batch),
    cases,
    pallets,
    rejects: journal.rejects(batch),
    samples: samplesBy(journal.samples(batch)),
    shippable: containers.outermost(batch),
    blocks: fates.blocks(batch, order.pool),
    startedAt: startedAt ?? closedAt,
    closedAt,
  };
}

function samplesBy(reasons: Readonly<Record<string, number>>): Record<string, number> {
  const kinds: Record<string, number> = {};
  for (const [reason, units] of Object.entries(reasons)) {
    const kind = sampleKindOf(reason) ?? 'taken by the gate';
    kinds[kind] = (kinds[kind] ?? 0) + units;
  }
  return kinds;
}

/**
 * What the gate's own counters say against the journal; undefined when they agree. Units the gate never spoke of may have
 * gone either way.
 */
export function countsDisagree({ batch, gate }: Batch, journal: Journal, counters: GateCounts): string | undefined {
  if (gate === undefined) return undefined;
  const { silent, ...recorded } = journal.confirmed(batch);
  const counted = countsSince(gate, counters);
  const agrees = ways.every((way) => counted[way] >= recorded[way] && counted[way] <= recorded[way] + silent);
  return agrees ? undefined : `the gate counted ${inWords(counted)}; recorded are ${inWords(recorded)}`;
}

const ways = ['passed', 'rejected', 'sampled'] as const;
const inWords = (counts: GateCounts) => ways.map((way) => `${counts[way]} ${way}`).join(', ');

/** What the gate counted since `base`. */
export const countsSince = (base: GateCounts, { passed, rejected, sampled }: GateCounts): GateCounts => ({
  passed: passed - base.passed,
  rejected: rejected - base.rejected,
  sampled: sampled - base.sampled,
});
