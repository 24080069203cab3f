import type { Delivery, Lot } from './batch.ts';

/** What `--json` prints: the contract that scripts rely on. */
export interface Result {
  readonly lot: string;
  readonly printed: number;
  readonly commissioned: number;
  readonly rejected: number;
  readonly sampled: number;
  readonly destroyed: number;
  readonly unaccounted: number;
  readonly cases: number;
  readonly pallets: number;
  readonly submissions: readonly { market: string; report: string; state: string }[];
  readonly deliveries: readonly { partner: string; state: string }[];
  readonly seconds: number;
}

/** Sums the batch up. `seconds` is wall time since the program started. */
export function resultOf(lot: Lot, deliveries: readonly Delivery[], seconds: number): Result {
  const { report } = lot;
  if (report === undefined) throw new Error(`lot ${lot.lot} has no report`);
  const { printed, commissioned, rejected, sampled, destroyed, unaccounted, cases, pallets } = report;
  return {
    lot: lot.lot,
    printed,
    commissioned,
    rejected,
    sampled,
    destroyed,
    unaccounted,
    cases,
    pallets,
    submissions: deliveries
      .filter(({ kind }) => kind === 'submission')
      .map(({ market = '', report = '', state }) => ({ market: market.toUpperCase(), report, state })),
    deliveries: deliveries
      .filter(({ kind }) => kind === 'delivery')
      .map(({ partner = '', state }) => ({ partner, state })),
    seconds: Math.round(seconds * 10) / 10,
  };
}

/** True only if every printed carton has a known fate and everybody who had to be told has said yes. */
export function allIsWell(result: Result): boolean {
  const { printed, commissioned, rejected, sampled, destroyed, unaccounted, submissions, deliveries } = result;
  return (
    unaccounted === 0 &&
    printed === commissioned + rejected + sampled + destroyed &&
    submissions.length > 0 &&
    submissions.every(({ state }) => state === 'acknowledged') &&
    deliveries.length > 0 &&
    deliveries.every(({ state }) => state === 'delivered')
  );
}

/** The same for people: a reconciliation table, and where each message went. */
export function tableOf(result: Result, rejects: Readonly<Record<string, number>>): string {
  const row = (name: string, value: string | number) => `  ${name.padEnd(28)}${String(value).padStart(10)}`;
  const told = (to: string, state: string) => `  ${to.padEnd(28)}  ${state}`;
  const reasons = Object.entries(rejects).map(([reason, count]) => row(`    ${reason}`, count));
  return [
    '',
    `Lot ${result.lot}: every serial has one fate`,
    row('printed', result.printed),
    row('= commissioned', result.commissioned),
    row('+ rejected', result.rejected),
    ...reasons,
    row('+ sampled', result.sampled),
    row('+ destroyed', result.destroyed),
    row('+ unaccounted', result.unaccounted),
    row('packed into cases', result.cases),
    row('stacked on pallets', result.pallets),
    '',
    'Told',
    ...result.submissions.map(({ market, report, state }) => told(`regulator ${market}`, `${state}  (${report})`)),
    ...result.deliveries.map(({ partner, state }) => told(`partner ${partner}`, state)),
    '',
  ].join('\n');
}
