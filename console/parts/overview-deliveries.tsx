import Box from '@cloudscape-design/components/box';
import Table from '@cloudscape-design/components/table';
import { DeliveryState } from './delivery-state.tsx';
import { LinkTo } from './link-to.tsx';
import { OverviewCard } from './overview-card.tsx';
import { deliveriesRest } from './overview-pace.ts';
import { deliveryPage, type ToldDelivery, toWhom } from './told-delivery.ts';
import { useAsked } from './use-asked.ts';
import { When } from './when.tsx';

const REFRESH_MS = 5_000;
const SHOWN = 8;

/** What regulators and partners are told (level 5), and how far that is. */
export function OverviewDeliveries() {
  const asked = useAsked(`/api/deliveries?first=open&limit=${SHOWN}`, deliveryPage, {
    every: REFRESH_MS,
    rest: deliveriesRest,
  });
  return (
    <OverviewCard
      title="Submissions and deliveries"
      description="Level 5: what waits for people first, then what is on its way"
      all="deliveries"
      cutTo={({ deliveries, more }) => (more ? deliveries.length : undefined)}
      asked={asked}
    >
      {({ deliveries }) => (
        <Table<ToldDelivery>
          variant="embedded"
          ariaLabels={{ tableLabel: 'Submissions and deliveries' }}
          items={deliveries}
          trackBy="deliveryId"
          empty={
            <Box color="text-body-secondary">
              Nothing sent yet. Releasing a lot or shipping a pallet makes the first one.
            </Box>
          }
          columnDefinitions={[
            {
              id: 'to',
              header: 'To',
              isRowHeader: true,
              cell: (delivery) => (
                <LinkTo page="deliveries" subject={delivery.deliveryId}>
                  {toWhom(delivery)}
                </LinkTo>
              ),
            },
            { id: 'lot', header: 'Lot', cell: ({ subject }) => subject.lot },
            { id: 'what', header: 'What', cell: ({ report, kind }) => report ?? kind },
            { id: 'state', header: 'State', cell: ({ state }) => <DeliveryState state={state} /> },
            { id: 'updated', header: 'Last change', cell: ({ updatedAt }) => <When at={updatedAt} /> },
          ]}
        />
      )}
    </OverviewCard>
  );
}
