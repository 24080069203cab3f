import { packMlStates } from '../../shared/line/packml.ts';
import { type LineView, linePage } from '../../shared/messages/line-status.ts';
import type { PageProps } from '../page-props.ts';
import { changeQuery } from './change-query.ts';
import { ChosenFilter } from './chosen-filter.tsx';
import { count } from './count.ts';
import { Filters } from './filters.tsx';
import { LineState } from './line-state.tsx';
import { LinkTo } from './link-to.tsx';
import { percent } from './percent.ts';
import { queryPath } from './query-path.ts';
import { type Column, ServerTable } from './server-table.tsx';
import { TypedFilter } from './typed-filter.tsx';
import { When } from './when.tsx';

const REFRESH_MS = 5_000;
const states = Object.keys(packMlStates);

const columns: readonly Column<LineView>[] = [
  { id: 'line', header: 'Line', isRowHeader: true, cell: ({ line }) => line },
  {
    id: 'site',
    header: 'Site',
    cell: ({ site }) => (
      <LinkTo page="sites" subject={site}>
        {site}
      </LinkTo>
    ),
  },
  { id: 'state', header: 'State', cell: (line) => <LineState line={line} /> },
  {
    id: 'lot',
    header: 'Batch',
    cell: ({ order }) =>
      order && (
        <LinkTo page="lots" query={{ begins: order.lot, product: order.gtin }}>
          {order.lot}
        </LinkTo>
      ),
  },
  {
    id: 'processed',
    header: 'Processed',
    cell: ({ order, counters }) => order && `${count(counters.processed)} of ${count(order.quantity)}`,
  },
  { id: 'rejected', header: 'Rejected', cell: ({ order, counters }) => order && count(counters.defective) },
  { id: 'oee', header: 'OEE', cell: ({ oee }) => percent(oee.oee) },
  { id: 'alarms', header: 'Alarms', cell: ({ alarms }) => alarms.length || 'none' },
  { id: 'heard', header: 'Last heard', cell: ({ heardAt }) => <When at={heardAt} /> },
];

/** Lines of all sites, as they were last heard, narrowed as the address says. */
export function LineTable({ route }: PageProps) {
  const asked = (name: string) => route.query.get(name) ?? '';
  const narrowing = { site: asked('site'), state: asked('state') };
  return (
    <ServerTable
      name="lines"
      title="Lines"
      description="A site’s agent tells of its lines every half minute."
      path={queryPath('/api/lines', { ...narrowing, perPage: 50 })}
      shape={linePage}
      rowsOf={({ lines }) => lines}
      idOf={(one) => `${one.site} ${one.line}`}
      columns={columns}
      empty="No line has told how it stands. An agent at a site tells of its lines; those of a contract packer are told to the packer alone, and of your orders there it is told how they stand."
      filter={
        <Filters>
          <TypedFilter label="Site" value={narrowing.site} change={(site) => changeQuery(route, { site })} />
          <ChosenFilter
            label="State"
            value={narrowing.state}
            values={states}
            change={(state) => changeQuery(route, { state })}
          />
        </Filters>
      }
      isNarrowed={Object.values(narrowing).some((one) => one !== '')}
      every={REFRESH_MS}
    />
  );
}
