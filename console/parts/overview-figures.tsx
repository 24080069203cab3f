import Box from '@cloudscape-design/components/box';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import type { ReactNode } from 'react';
import type { Overview } from '../../shared/messages/overview-api.ts';
import { count } from './count.ts';
import { lasting } from './lasting.ts';
import { LinkTo } from './link-to.tsx';
import { OverviewCard } from './overview-card.tsx';
import { useOverview } from './use-overview.ts';
import { When } from './when.tsx';

interface Figure {
  readonly label: string;
  readonly of: number;
  /** There are more than are counted. */
  readonly more?: boolean | undefined;
  /** Where they are listed. */
  readonly page: string;
  readonly query?: Readonly<Record<string, string>>;
  /** How long, or by when. */
  readonly says?: ReactNode;
}

/** What is under way and what waits for people, with how long it does. */
export function OverviewFigures() {
  return (
    <OverviewCard title="Now" description="What is under way, and what waits" asked={useOverview()}>
      {(told) => <KeyValuePairs columns={3} items={figuresOf(told).map(pairOf)} />}
    </OverviewCard>
  );
}

function figuresOf({ at, lots, captures, deliveries, desk }: Overview): Figure[] {
  const now = Date.parse(at);
  const oldest = (since: string | undefined) => since && `the oldest for ${lasting(since, now)}`;
  const { toRelease } = lots;
  return [
    {
      label: 'Lots to release',
      ...{ of: toRelease.count, more: toRelease.more, page: 'lots', query: { state: 'reported' } },
      says: oldest(toRelease.oldest),
    },
    ...(captures === undefined ? [] : capturesOf(captures, oldest)),
    ...(deliveries === undefined ? [] : deliveriesOf(deliveries, oldest)),
    ...(desk === undefined ? [] : [deskOf(desk)]),
  ];
}

type Oldest = (since: string | undefined) => string | undefined;

function capturesOf(
  { running, oldest: since, failed, p95, more }: NonNullable<Overview['captures']>,
  oldest: Oldest,
): Figure[] {
  const took = p95 === undefined ? undefined : `last hour: 95 % within ${p95.toFixed(1)} s`;
  const says = failed > 0 ? `${count(failed)} failed in the last hour` : (oldest(since) ?? took);
  return [{ label: 'Being captured', of: running, more, page: 'captures', query: { running: 'true' }, says }];
}

function deliveriesOf(
  { submissions, partners, parked, more }: NonNullable<Overview['deliveries']>,
  oldest: Oldest,
): Figure[] {
  const waits = (label: string, kind: string, { waiting, oldest: since }: typeof partners): Figure => ({
    ...{ label, of: waiting, more, page: 'deliveries', query: { kind, state: 'waiting' }, says: oldest(since) },
  });
  return [
    waits('Going to regulators', 'submission', submissions),
    waits('Going to partners', 'delivery', partners),
    { label: 'Given up, for people', of: parked, more, page: 'deliveries', query: { state: 'parked' } },
  ];
}

function deskOf({ awaitUs, late, nearest, more }: NonNullable<Overview['desk']>): Figure {
  const next = nearest && (
    <>
      the next by <When at={nearest} />
    </>
  );
  const says = late > 0 ? `${late} late` : next;
  return { label: 'Cases that await us', of: awaitUs, more, page: 'desk', query: { awaits: 'us' }, says };
}

const pairOf = ({ label, of, more, page, query, says }: Figure) => ({
  label,
  value: (
    <>
      <LinkTo page={page} {...(query && { query })} ariaLabel={`${label}: ${count(of)}`}>
        <Box variant="awsui-value-large" color={of === 0 ? 'text-status-inactive' : 'inherit'}>
          {more === true && <small>more than </small>}
          {count(of)}
        </Box>
      </LinkTo>
      {says !== undefined && says !== '' && (
        <Box fontSize="body-s" color="text-body-secondary">
          {says}
        </Box>
      )}
    </>
  ),
});
