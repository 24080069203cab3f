import Box from '@cloudscape-design/components/box';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import type { MarketStanding } from '../../shared/messages/overview-api.ts';
import { count } from './count.ts';
import { LinkTo } from './link-to.tsx';
import { OverviewCard } from './overview-card.tsx';
import { useOverview } from './use-overview.ts';
import { When } from './when.tsx';

/** What regulators are still to be told (level 5), market by market, and by when. */
export function OverviewMarkets() {
  const asked = useOverview();
  return (
    <OverviewCard
      title="Markets"
      description="Level 5: submissions that are not done, and by when"
      all="deliveries"
      query={{ kind: 'submission' }}
      asked={asked}
    >
      {({ deliveries }) => (
        <>
          <Table<MarketStanding>
            variant="embedded"
            ariaLabels={{ tableLabel: 'Submissions by market' }}
            items={deliveries?.markets ?? []}
            trackBy="market"
            empty={<Box color="text-body-secondary">Every regulator has been told what there is to tell.</Box>}
            columnDefinitions={columns}
          />
          {deliveries?.more === true && (
            <Box color="text-body-secondary">There are more than are counted here: these are the first.</Box>
          )}
        </>
      )}
    </OverviewCard>
  );
}

const columns = [
  {
    id: 'market',
    header: 'Market',
    isRowHeader: true,
    cell: ({ market }: MarketStanding) => (
      <LinkTo page="deliveries" query={{ kind: 'submission', market }}>
        {market.toUpperCase()}
      </LinkTo>
    ),
  },
  { id: 'due', header: 'Next deadline', cell: (standing: MarketStanding) => <Deadline of={standing} /> },
  ...(['onTheWay', 'held', 'rejected', 'parked'] as const).map((figure) => ({
    id: figure,
    header: { onTheWay: 'On the way', held: 'Held', rejected: 'Rejected', parked: 'Given up' }[figure],
    cell: (standing: MarketStanding) => <Counted of={standing} figure={figure} />,
  })),
];

function Deadline({ of: { late, nearest } }: { readonly of: MarketStanding }) {
  if (late > 0) return <StatusIndicator type="error">{count(late)} late</StatusIndicator>;
  return nearest === undefined ? <>none</> : <When at={nearest} />;
}

/** How the list of deliveries is narrowed to what a figure counts. */
const states = { onTheWay: 'waiting', held: 'held', rejected: 'refused', parked: 'parked' } as const;

/** Each figure leads to what it counts. */
function Counted({ of, figure }: { readonly of: MarketStanding; readonly figure: keyof typeof states }) {
  if (of[figure] === 0) return <>0</>;
  return (
    <LinkTo page="deliveries" query={{ kind: 'submission', market: of.market, state: states[figure] }}>
      {count(of[figure])}
    </LinkTo>
  );
}
