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
    <OverviewCard title="Markets" description="Level 5: submissions that are not done, and by when" asked={asked}>
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
  { id: 'way', header: 'On the way', cell: ({ onTheWay }: MarketStanding) => count(onTheWay) },
  ...(['held', 'rejected', 'parked'] as const).map((state) => ({
    id: state,
    header: { held: 'Held', rejected: 'Rejected', parked: 'Given up' }[state],
    cell: (standing: MarketStanding) => <Waiting of={standing} state={state} />,
  })),
];

function Deadline({ of: { late, nearest } }: { readonly of: MarketStanding }) {
  if (late > 0) return <StatusIndicator type="error">{count(late)} late</StatusIndicator>;
  return nearest === undefined ? <>none</> : <When at={nearest} />;
}

/** What waits for a person leads to where it is. */
function Waiting({ of, state }: { readonly of: MarketStanding; readonly state: 'held' | 'rejected' | 'parked' }) {
  if (of[state] === 0) return <>0</>;
  return (
    <LinkTo page="deliveries" query={{ kind: 'submission', market: of.market, state }}>
      {count(of[state])}
    </LinkTo>
  );
}
