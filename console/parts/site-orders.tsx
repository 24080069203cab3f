import Box from '@cloudscape-design/components/box';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import * as v from 'valibot';
import { type Lot, lot as lotShape } from '../../shared/messages/lots-api.ts';
import { orderState } from '../../shared/messages/site-api.ts';
import type { Route } from '../route.ts';
import { changeQuery } from './change-query.ts';
import { ChosenFilter } from './chosen-filter.tsx';
import { count } from './count.ts';
import { Filters } from './filters.tsx';
import { lotColumn } from './lot-link.tsx';
import { LotState } from './lot-state.tsx';
import { queryPath } from './query-path.ts';
import { type Column, ServerTable } from './server-table.tsx';
import { When } from './when.tsx';

const shape = v.object({ lots: v.array(lotShape) });
const REFRESH_MS = 10_000;

const columns: readonly Column<Lot>[] = [
  lotColumn,
  { id: 'order', header: 'Order', cell: ({ order }) => <code>{order}</code> },
  { id: 'line', header: 'Line', cell: ({ standing, line }) => standing?.line ?? line },
  { id: 'quantity', header: 'Ordered', cell: ({ quantity }) => count(quantity) },
  { id: 'state', header: 'State', cell: (lot) => <LotState lot={lot} /> },
  { id: 'standing', header: 'At the site', cell: (lot) => <Standing lot={lot} /> },
  { id: 'since', header: 'Since', cell: ({ standing }) => <When at={standing?.at} /> },
];

interface Given {
  readonly site: string;
  readonly route: Route;
}

/** Orders of a site, and how each stands there as the site says. */
export function SiteOrders({ site, route }: Given) {
  const state = route.query.get('state') ?? '';
  return (
    <ServerTable
      name="site-orders"
      title="Orders"
      description="How each stands at the site, as the site says"
      path={queryPath('/api/lots', { site, state, limit: 50 })}
      shape={shape}
      rowsOf={({ lots }) => lots}
      idOf={({ gtin, lot }) => `${gtin} ${lot}`}
      columns={columns}
      empty="Nothing was ordered here."
      filter={
        <Filters>
          <ChosenFilter
            label="State"
            value={state}
            values={orderState.options}
            change={(one) => changeQuery(route, { state: one })}
          />
        </Filters>
      }
      isNarrowed={state !== ''}
      every={REFRESH_MS}
    />
  );
}

/** What the site has said of an order, and why it did not take its newest revision. */
function Standing({ lot: { standing } }: { readonly lot: Lot }) {
  if (standing === undefined) return 'not heard yet';
  const { state, refused, why, seen, runs } = standing;
  return (
    <>
      <StatusIndicator type={state === 'refused' ? 'error' : refused !== undefined ? 'warning' : 'info'}>
        {state}
        {runs < seen && `, runs revision ${runs} of ${seen}`}
      </StatusIndicator>
      {(refused ?? why) !== undefined && (
        <Box fontSize="body-s" color="text-body-secondary">
          {refused ?? why}
        </Box>
      )}
    </>
  );
}
