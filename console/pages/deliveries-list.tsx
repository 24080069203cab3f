import Button from '@cloudscape-design/components/button';
import { deliveryStates } from '../../shared/delivery/standing.ts';
import { readGtin } from '../../shared/gs1/gtin.ts';
import { isRefusal } from '../../shared/refusal.ts';
import type { PageProps } from '../page-props.ts';
import { changeQuery } from '../parts/change-query.ts';
import { ChosenFilter } from '../parts/chosen-filter.tsx';
import { deliveryColumn } from '../parts/delivery-column.tsx';
import { DeliveryState } from '../parts/delivery-state.tsx';
import { Filters } from '../parts/filters.tsx';
import { queryPath } from '../parts/query-path.ts';
import { type Column, ServerTable } from '../parts/server-table.tsx';
import { deliveryPage, type ToldDelivery, toWhom } from '../parts/told-delivery.ts';
import { TypedFilter } from '../parts/typed-filter.tsx';
import { When } from '../parts/when.tsx';
import { routeTo } from '../route.ts';
import { useHere } from '../shell/session-context.ts';

const REFRESH_MS = 5_000;
const kinds = [
  { value: 'submission', label: 'to regulators' },
  { value: 'delivery', label: 'to partners' },
];

/** Words of the server for several states, and each of them. */
const states = [
  { value: 'waiting', label: 'on its way: due or sent' },
  { value: 'refused', label: 'refused: rejected, whole or in part' },
  ...deliveryStates,
];

const columns: readonly Column<ToldDelivery>[] = [
  deliveryColumn,
  { id: 'to', header: 'To', cell: (delivery) => toWhom(delivery) },
  { id: 'lot', header: 'Lot', cell: ({ subject }) => subject.lot },
  { id: 'state', header: 'State', cell: ({ state }) => <DeliveryState state={state} /> },
  { id: 'failure', header: 'Why', cell: ({ failure }) => failure },
  { id: 'deadline', header: 'Due by', cell: ({ deadline }) => <When at={deadline} /> },
  { id: 'attempts', header: 'Tries', cell: ({ attempts }) => attempts },
  { id: 'updated', header: 'Last change', cell: ({ updatedAt }) => <When at={updatedAt} /> },
];

/** What regulators and partners are told, narrowed as the address says. */
export function DeliveriesList({ route }: PageProps) {
  const { may } = useHere();
  const asked = (name: string) => route.query.get(name) ?? '';
  const narrowing = {
    kind: asked('kind'),
    state: asked('state'),
    market: asked('market'),
    partner: asked('partner'),
    lot: asked('lot'),
    gtin: asked('gtin'),
  };
  // Half a GTIN narrows nothing, and is told so at its field.
  const gtin = narrowing.gtin === '' ? '' : readGtin(narrowing.gtin);
  const change = (name: keyof typeof narrowing) => (value: string) => changeQuery(route, { [name]: value });
  const filter = (
    <Filters>
      <ChosenFilter label="To whom" value={narrowing.kind} values={kinds} change={change('kind')} />
      <ChosenFilter label="State" value={narrowing.state} values={states} change={change('state')} />
      <TypedFilter label="Market" value={narrowing.market} change={change('market')} />
      <TypedFilter label="Partner" value={narrowing.partner} change={change('partner')} />
      <TypedFilter label="Lot" value={narrowing.lot} change={change('lot')} />
      <TypedFilter
        label="GTIN"
        value={narrowing.gtin}
        error={isRefusal(gtin) ? gtin.detail : undefined}
        change={change('gtin')}
      />
    </Filters>
  );
  const byHand = may('deliveries:write') && <Button href={routeTo('statements')}>Tell a regulator by hand</Button>;
  return (
    <ServerTable
      name="deliveries"
      title="Submissions and deliveries"
      path={queryPath('/api/deliveries', { ...narrowing, gtin: isRefusal(gtin) ? '' : gtin, limit: 50 })}
      shape={deliveryPage}
      rowsOf={({ deliveries }) => deliveries}
      idOf={({ deliveryId }) => deliveryId}
      columns={columns}
      empty="Nothing sent yet. Releasing a lot or shipping a pallet makes the first one."
      filter={filter}
      isNarrowed={Object.values(narrowing).some((one) => one !== '')}
      actions={byHand}
      every={REFRESH_MS}
    />
  );
}
