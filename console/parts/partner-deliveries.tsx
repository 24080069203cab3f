import * as v from 'valibot';
import type { PageProps } from '../page-props.ts';
import { changeQuery } from './change-query.ts';
import { ChosenFilter } from './chosen-filter.tsx';
import { deliveryColumn } from './delivery-column.tsx';
import { DeliveryState } from './delivery-state.tsx';
import { Filters } from './filters.tsx';
import { queryPath } from './query-path.ts';
import { type Column, ServerTable } from './server-table.tsx';
import { toldDelivery } from './told-delivery.ts';
import { When } from './when.tsx';

const delivery = v.looseObject({
  ...toldDelivery.entries,
  /** Of a partner that fetches. */
  fetched: v.optional(v.array(v.object({ at: v.string() }))),
});
type Delivery = v.InferOutput<typeof delivery>;
const page = v.object({ deliveries: v.array(delivery), next: v.optional(v.string()) });
const states = ['due', 'sent', 'delivered', 'parked', 'rejected', 'held', 'cancelled'];

const columns: readonly Column<Delivery>[] = [
  deliveryColumn,
  { id: 'lot', header: 'Lot', cell: ({ subject }) => subject.lot },
  { id: 'state', header: 'State', cell: ({ state }) => <DeliveryState state={state} /> },
  { id: 'failure', header: 'Why', cell: ({ failure }) => failure },
  { id: 'attempts', header: 'Tries', cell: ({ attempts }) => attempts },
  { id: 'fetched', header: 'Fetched', cell: ({ fetched }) => <When at={fetched?.at(-1)?.at} /> },
  { id: 'updated', header: 'Last change', cell: ({ updatedAt }) => <When at={updatedAt} /> },
];

/** What was sent to a partner, and what became of it. */
export function PartnerDeliveries({ route }: PageProps) {
  const state = route.query.get('state') ?? '';
  return (
    <ServerTable
      name="partner-deliveries"
      title="What was sent to it"
      path={queryPath('/api/deliveries', { partner: route.subject, state, limit: 50 })}
      shape={page}
      rowsOf={({ deliveries }) => deliveries}
      idOf={({ deliveryId }) => deliveryId}
      columns={columns}
      empty="Nothing was sent to it yet."
      filter={
        <Filters>
          <ChosenFilter
            label="State"
            value={state}
            values={states}
            change={(to) => changeQuery(route, { state: to })}
          />
        </Filters>
      }
      isNarrowed={state !== ''}
    />
  );
}
