import * as v from 'valibot';
import { type BenchDocument, isWell, type Side } from './network-documents.ts';
import type { Reconciled } from './network-reconcile.ts';

const number = v.number();
const shares = v.object({ count: number, p50: number, p95: number, p99: number });
const both = <Of extends v.GenericSchema>(of: Of) => v.object({ alone: of, together: of });
type Both = v.InferOutput<ReturnType<typeof both<typeof shares>>>;

/** What the senders tell. */
export const figures = v.object({
  capacities: v.array(number),
  cost: v.object({ trips: v.record(v.string(), number), cpuMs: number }),
  seconds: both(number),
  written: both(number),
  rounds: v.array(both(shares)),
  ways: v.array(v.object({ way: v.string(), rounds: v.array(both(shares)) })),
  burst: v.object({ rounds: v.array(both(shares)), full: both(number), seconds: v.array(number) }),
  beside: v.array(both(shares)),
  hours: number,
  faults: number,
  processor: number,
});

const parts = ['p50', 'p95', 'p99'] as const;

/** One line for each figure; those of both sides beside each other. */
export function tell(told: v.InferOutput<typeof figures>, documents: readonly BenchDocument[]): void {
  const { capacities, cost, seconds, written, rounds, ways, burst, beside, hours, processor } = told;
  const ofRounds = documents.filter(({ round }) => round !== undefined);
  const count = (side: Side, fits = (_: BenchDocument) => true) =>
    ofRounds.filter((one) => one.side === side && fits(one)).length;
  line('documents a second that the lanes can do', median(capacities), 'documents/s');
  for (const [name, trips] of Object.entries(cost.trips)) line(`${name} of a document`, trips, 'requests');
  line(
    'requests to the tables of a document',
    Object.values(cost.trips).reduce((sum, one) => sum + one, 0),
    'requests',
  );
  line('processor time of a document', cost.cpuMs, 'ms');
  for (const part of parts) {
    const of = (side: Side) => median(rounds.map((one) => one[side][part]));
    line(
      `${part} of delivery to partners that are well, ${ofRounds.length} documents`,
      of('together'),
      'ms',
      of('alone'),
    );
  }
  for (const { way, rounds: of } of ways) tellShares(`by ${way}`, of);
  tellShares('of a burst to one partner', burst.rounds);
  line('of a burst, turned away at a full door', burst.full.together, 'times', burst.full.alone);
  line('a burst takes', median(burst.seconds), 's');
  tellShares('to others while a burst is on its way', beside);
  const speed = (side: Side) => count(side, ({ partner }) => isWell(partner)) / seconds[side];
  line('delivered a second to partners that are well', speed('together'), 'documents/s', speed('alone'));
  const units = (side: Side) => written[side] / count(side);
  line('writes of a document', units('together'), 'write units', units('alone'));
  line('share of one processor', processor, '');
  line('hours on the clock until everything was delivered or parked', hours, 'h');
}

export function tellReconciled({ states, distinct, doubled, wrong }: Reconciled, minutes: number): void {
  for (const [state, count] of [...states].toSorted()) line(state, count, 'documents');
  line('documents that partners have counted by themselves', distinct, 'documents');
  line('came once more to partners that are well', doubled.well, 'documents');
  line('came once more to broken partners, which are tried again', doubled.others, 'documents');
  line('differences between their counts and our rows', wrong.length, '');
  line('all of it took', minutes, 'min');
}

/** The middle of the rounds: what else the machine does in one of them does not count. */
function tellShares(what: string, rounds: readonly Both[]): void {
  const had = (side: Side) => rounds.map((one) => one[side]).filter(({ count }) => count > 0);
  const documents = had('together').reduce((sum, { count }) => sum + count, 0);
  for (const part of ['p50', 'p95'] as const) {
    const of = (side: Side) => median(had(side).map((one) => one[part]));
    line(`${part} ${what}, ${documents} documents`, of('together'), 'ms', of('alone'));
  }
}

function line(metric: string, value: number, unit: string, beside?: number): void {
  const baseline =
    beside === undefined ? {} : { baseline: { name: 'without the broken partners', value: round(beside) } };
  const ratio = beside === undefined || beside === 0 ? {} : { ratio: round(value / beside) };
  const told = { bench: 'network', metric, value: round(value), unit, ...baseline, ...ratio };
  process.stdout.write(`${JSON.stringify(told)}\n`);
}

function round(figure: number): number {
  return Math.round(figure * 100) / 100;
}

function median(of: readonly number[]): number {
  const sorted = of.toSorted((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2;
}
