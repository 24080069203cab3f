import Box from '@cloudscape-design/components/box';
import Table from '@cloudscape-design/components/table';
import type { Lot } from '../../shared/messages/lots-api.ts';
import { count } from './count.ts';
import { lotColumn } from './lot-link.tsx';
import { LotState } from './lot-state.tsx';
import { OverviewCard } from './overview-card.tsx';
import { useLotsShown } from './use-lots-shown.ts';

/** Lots (level 3 and 4): what is packed, what waits for release, what was released. */
export function OverviewLots() {
  return (
    <OverviewCard
      title="Lots"
      description="Levels 3 and 4: from order to release, what is not released first"
      all="lots"
      cutTo={({ lots, more }) => (more ? lots.length : undefined)}
      asked={useLotsShown()}
    >
      {({ lots }) => (
        <Table<Lot>
          variant="embedded"
          ariaLabels={{ tableLabel: 'Lots' }}
          items={lots}
          trackBy={({ gtin, lot }) => `${gtin} ${lot}`}
          empty={<Box color="text-body-secondary">No lot yet. An order on the page Lots makes the first one.</Box>}
          columnDefinitions={[
            lotColumn,
            { id: 'state', header: 'State', cell: (lot) => <LotState lot={lot} /> },
            { id: 'ordered', header: 'Ordered', cell: ({ quantity }) => count(quantity) },
            { id: 'packed', header: 'Commissioned', cell: ({ report }) => count(report?.commissioned) },
            { id: 'unaccounted', header: 'Unaccounted', cell: ({ report }) => count(report?.unaccounted) },
          ]}
        />
      )}
    </OverviewCard>
  );
}
