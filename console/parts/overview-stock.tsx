import Box from '@cloudscape-design/components/box';
import Table from '@cloudscape-design/components/table';
import { poolList, type ToldPool } from '../../shared/messages/pools-api.ts';
import { LinkTo } from './link-to.tsx';
import { OverviewCard } from './overview-card.tsx';
import { poolColumns } from './pool-columns.tsx';
import { useAsked } from './use-asked.ts';

const REFRESH_MS = 30_000;
const SHOWN = 8;

/** Numbers that are left to print, and for how long (level 4). */
export function OverviewStock() {
  const asked = useAsked(`/api/pools?first=shortest&limit=${SHOWN}`, poolList, { every: REFRESH_MS });
  return (
    <OverviewCard
      title="Serial numbers"
      description="Level 4: what is left to print, what lasts shortest first"
      all="pools"
      cutTo={({ pools, more }) => (more ? pools.length : undefined)}
      asked={asked}
    >
      {({ pools }) => (
        <Table<ToldPool>
          variant="embedded"
          ariaLabels={{ tableLabel: 'Serial numbers' }}
          items={pools}
          trackBy="id"
          empty={
            <Box color="text-body-secondary">
              No pool yet. <LinkTo page="pools">Serial numbers</LinkTo> is where the first one is made.
            </Box>
          }
          columnDefinitions={poolColumns}
        />
      )}
    </OverviewCard>
  );
}
