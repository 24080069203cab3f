import { type LineView, linePage } from '../../shared/messages/line-status.ts';
import type { PageProps } from '../page-props.ts';
import { changeQuery } from '../parts/change-query.ts';
import { count } from '../parts/count.ts';
import { Filters } from '../parts/filters.tsx';
import { LineState } from '../parts/line-state.tsx';
import { LinkTo } from '../parts/link-to.tsx';
import { percent } from '../parts/percent.ts';
import { queryPath } from '../parts/query-path.ts';
import { type Column, ServerTable } from '../parts/server-table.tsx';
import { TypedFilter } from '../parts/typed-filter.tsx';
import { When } from '../parts/when.tsx';

const REFRESH_MS = 5_000;

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

/** Lines of all sites, as they were last heard. */
export function SitesList({ route }: PageProps) {
  const site = route.query.get('site') ?? '';
  return (
    <ServerTable
      name="lines"
      title="Sites and lines"
      description="A site is where an agent stands; it tells of its lines every half minute."
      path={queryPath('/api/lines', { site, perPage: 50 })}
      shape={linePage}
      rowsOf={({ lines }) => lines}
      idOf={(one) => `${one.site} ${one.line}`}
      columns={columns}
      empty="No line has told how it stands. An agent at a site tells of its lines."
      filter={
        <Filters>
          <TypedFilter label="Site" value={site} change={(one) => changeQuery(route, { site: one })} />
        </Filters>
      }
      isNarrowed={site !== ''}
      every={REFRESH_MS}
    />
  );
}
