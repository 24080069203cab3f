import Box from '@cloudscape-design/components/box';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { poolList, type ToldPool } from '../../shared/messages/pools-api.ts';
import { count } from './count.ts';
import { OverviewCard } from './overview-card.tsx';
import { useAsked } from './use-asked.ts';

const REFRESH_MS = 30_000;
const SHOWN = 8;

/** Numbers that are left to print (level 4). */
export function OverviewStock() {
  const asked = useAsked(`/api/pools?limit=${SHOWN}`, poolList, { every: REFRESH_MS });
  return (
    <OverviewCard title="Serial numbers" description="Level 4: what is left to print" asked={asked}>
      {({ pools }) => (
        <Table<ToldPool>
          variant="embedded"
          ariaLabels={{ tableLabel: 'Serial numbers' }}
          items={pools}
          trackBy="id"
          empty={
            <Box color="text-body-secondary">No pool yet. PUT /api/pools/&#123;pool&#125; makes the first one.</Box>
          }
          columnDefinitions={[
            { id: 'pool', header: 'Pool', isRowHeader: true, cell: ({ id }) => id },
            { id: 'of', header: 'Of', cell: (pool) => <code>{'gtin' in pool ? pool.gtin : pool.companyPrefix}</code> },
            { id: 'issued', header: 'Issued', cell: ({ next }) => count(next) },
            { id: 'left', header: 'Left', cell: ({ left }) => count(left) },
            { id: 'state', header: 'State', cell: (pool) => <PoolState pool={pool} /> },
          ]}
        />
      )}
    </OverviewCard>
  );
}

function PoolState({ pool: { state, low } }: { readonly pool: Pick<ToldPool, 'state' | 'low'> }) {
  if (state !== 'active') return <StatusIndicator type="stopped">{state}</StatusIndicator>;
  return low ? <StatusIndicator type="warning">runs low</StatusIndicator> : <StatusIndicator>enough</StatusIndicator>;
}
