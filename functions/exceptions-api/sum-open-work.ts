import type { Open, OpenDelivery, RecentCapture } from '#common/store/open-work.ts';
import { isOpen } from '#shared/delivery/standing.ts';
import type { MarketStanding, Overview } from '#shared/messages/overview-api.ts';

/** The smallest of some times, ISO 8601 in UTC; undefined of none. */
export const oldestOf = (times: readonly string[]): string | undefined =>
  times.reduce<string | undefined>((oldest, at) => (oldest === undefined || at < oldest ? at : oldest), undefined);

/** How capture lags. */
export function sumCaptures(
  { captures, more }: Open,
  recent: readonly RecentCapture[],
): NonNullable<Overview['captures']> {
  const running = captures.filter(({ isRunning }) => isRunning);
  const sorted = recent.map(({ tookMs }) => tookMs).sort((a, b) => a - b);
  const p95 = sorted[Math.ceil(sorted.length * 0.95) - 1];
  return {
    running: running.length,
    oldest: oldestOf(running.map(({ createdAt }) => createdAt)),
    unplanned: captures.length - running.length,
    failed: recent.filter(({ isFailed }) => isFailed).length,
    p95: p95 === undefined ? undefined : p95 / 1000,
    ...(more && { more }),
  };
}

/** How far it is that others are told. @param now ISO 8601 in UTC, as deadlines are */
export function sumDeliveries({ deliveries, more }: Open, now: string): NonNullable<Overview['deliveries']> {
  const [submissions, partners] = [deliveries.filter(isSubmission), deliveries.filter((one) => !isSubmission(one))];
  return {
    submissions: onTheWay(submissions),
    partners: onTheWay(partners),
    parked: countOf(deliveries, 'parked'),
    markets: [...Map.groupBy(submissions, ({ market = '' }) => market)]
      .map(([market, its]) => standingOf(market, its, now))
      .sort(bySoonest),
    ...(more && { more }),
  };
}

const isSubmission = ({ kind }: OpenDelivery): boolean => kind === 'submission';

function onTheWay(some: readonly OpenDelivery[]) {
  const open = some.filter(({ state }) => isOpen(state));
  return { waiting: open.length, oldest: oldestOf(open.map(({ createdAt }) => createdAt)) };
}

function standingOf(market: string, its: readonly OpenDelivery[], now: string): MarketStanding {
  const deadlines = its.flatMap(({ deadline }) => (deadline === undefined ? [] : [new Date(deadline).toISOString()]));
  return {
    market,
    onTheWay: onTheWay(its).waiting,
    held: countOf(its, 'held'),
    parked: countOf(its, 'parked'),
    rejected: countOf(its, 'rejected', 'partially-accepted'),
    late: deadlines.filter((deadline) => deadline < now).length,
    nearest: oldestOf(deadlines.filter((deadline) => deadline >= now)),
  };
}

const countOf = (some: readonly OpenDelivery[], ...states: readonly string[]): number =>
  some.filter(({ state }) => states.includes(state)).length;

/** What is late before what becomes so next, and what has no deadline last. */
function bySoonest(a: MarketStanding, b: MarketStanding): number {
  const place = ({ late, nearest }: MarketStanding) => (late > 0 ? '' : (nearest ?? '~'));
  if (place(a) !== place(b)) return place(a) < place(b) ? -1 : 1;
  return a.market < b.market ? -1 : 1;
}
