import Button from '@cloudscape-design/components/button';
import { type SerialBlockDetails, serialRequestPage } from '../../shared/messages/serials-api.ts';
import type { PageProps } from '../page-props.ts';
import { routeTo } from '../route.ts';
import { useHere } from '../shell/session-context.ts';
import { BlockState } from './block-state.tsx';
import { changeQuery } from './change-query.ts';
import { count } from './count.ts';
import { Filters } from './filters.tsx';
import { LinkTo } from './link-to.tsx';
import { queryPath } from './query-path.ts';
import { type Column, ServerTable } from './server-table.tsx';
import { TypedFilter } from './typed-filter.tsx';
import { When } from './when.tsx';

const REFRESH_MS = 15_000;

const columns: readonly Column<SerialBlockDetails>[] = [
  {
    id: 'request',
    header: 'Request',
    isRowHeader: true,
    cell: ({ requestId }) => (
      <LinkTo page="pools" query={{ request: requestId }}>
        {requestId}
      </LinkTo>
    ),
  },
  { id: 'state', header: 'State', cell: ({ state }) => <BlockState state={state} /> },
  { id: 'pool', header: 'Pool', cell: ({ pool }) => pool },
  { id: 'count', header: 'Numbers', cell: ({ count: of }) => count(of) },
  { id: 'open', header: 'Open', cell: ({ numbers }) => count(numbers?.open) },
  { id: 'site', header: 'Site and line', cell: ({ site, line }) => (line === undefined ? site : `${site} · ${line}`) },
  { id: 'order', header: 'Order', cell: ({ order }) => order ?? '–' },
  { id: 'partner', header: 'Partner', cell: ({ partner }) => partner ?? '–' },
  { id: 'at', header: 'Drawn', cell: ({ allocatedAt }) => <When at={allocatedAt} /> },
  { id: 'by', header: 'By', cell: ({ by, home }) => [by, home].filter(Boolean).join(' of ') },
];

/** Requests for numbers, the newest first, and what became of the numbers. @param pool only those of this pool, as a part of its page */
export function SerialRequests({ route, pool }: PageProps & { readonly pool?: string }) {
  const { may } = useHere();
  const asked = (name: string) => route.query.get(name) ?? '';
  const narrowing = {
    pool: pool ?? asked('pool'),
    site: asked('site'),
    line: asked('line'),
    order: asked('order'),
    partner: asked('partner'),
  };
  const typed = (label: string, name: keyof typeof narrowing) => (
    <TypedFilter label={label} value={narrowing[name]} change={(value) => changeQuery(route, { [name]: value })} />
  );
  const drawn = queryOf({ do: 'draw', pool });
  return (
    <ServerTable
      name="serial-requests"
      title="Requests"
      path={queryPath('/api/serial-requests', { ...narrowing, limit: 25 })}
      shape={serialRequestPage}
      rowsOf={({ requests }) => requests}
      idOf={({ requestId }) => requestId}
      columns={pool === undefined ? columns : columns.filter(({ id }) => id !== 'pool')}
      empty="Nobody has drawn numbers yet. Sites do it by themselves; people do it here."
      filter={
        <Filters>
          {pool === undefined && typed('Pool', 'pool')}
          {typed('Site', 'site')}
          {typed('Line', 'line')}
          {typed('Order', 'order')}
          {typed('Partner', 'partner')}
        </Filters>
      }
      isNarrowed={Object.entries(narrowing).some(
        ([name, one]) => one !== '' && (name !== 'pool' || pool === undefined),
      )}
      actions={may('serials:request') && <Button href={routeTo('pools', '', drawn)}>Draw numbers</Button>}
      every={REFRESH_MS}
    />
  );
}

const queryOf = (query: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
