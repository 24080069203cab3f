import Button from '@cloudscape-design/components/button';
import { poolList, type ToldPool } from '../../shared/messages/pools-api.ts';
import { poolKinds, poolStates } from '../../shared/serials/pool-kinds.ts';
import type { PageProps } from '../page-props.ts';
import { routeTo } from '../route.ts';
import { useHere } from '../shell/session-context.ts';
import { changeQuery } from './change-query.ts';
import { ChosenFilter } from './chosen-filter.tsx';
import { count } from './count.ts';
import { Filters } from './filters.tsx';
import { poolColumns } from './pool-columns.tsx';
import { kindWords } from './pool-words.ts';
import { queryPath } from './query-path.ts';
import { type Column, ServerTable } from './server-table.tsx';
import { TypedFilter } from './typed-filter.tsx';

const REFRESH_MS = 15_000;

const columns: readonly Column<ToldPool>[] = [
  ...poolColumns,
  { id: 'drawn', header: 'Drawn in 30 days', cell: ({ drawn }) => count(drawn?.count) },
  { id: 'kind', header: 'Issues', cell: ({ kind }) => kindWords[kind] },
  { id: 'profile', header: 'Profile', cell: ({ profile }) => profile ?? '–' },
  { id: 'issued', header: 'Issued', cell: ({ next }) => count(next) },
  { id: 'threshold', header: 'Threshold', cell: ({ threshold }) => count(threshold) },
];

/** Pools of numbers, with what is left and for how long. */
export function PoolList({ route }: PageProps) {
  const { may } = useHere();
  const asked = (name: string) => route.query.get(name) ?? '';
  const narrowing = { gtin: asked('gtin'), kind: asked('kind'), state: asked('state'), low: asked('low') };
  const change = (name: keyof typeof narrowing) => (value: string) => changeQuery(route, { [name]: value });
  const kinds = poolKinds.map((value) => ({ value, label: kindWords[value] }));
  return (
    <ServerTable
      name="pools"
      title="Pools"
      path={queryPath('/api/pools', { ...narrowing, limit: 50 })}
      shape={poolList}
      rowsOf={({ pools }) => pools}
      idOf={({ id }) => id}
      columns={columns}
      empty='No pool yet. "New pool" makes the first one.'
      filter={
        <Filters>
          <TypedFilter label="GTIN" value={narrowing.gtin} change={change('gtin')} />
          <ChosenFilter label="Issues" value={narrowing.kind} values={kinds} change={change('kind')} />
          <ChosenFilter label="State" value={narrowing.state} values={poolStates} change={change('state')} />
          <ChosenFilter
            label="Left"
            value={narrowing.low}
            values={[{ value: 'true', label: 'fewer than the threshold' }]}
            change={change('low')}
          />
        </Filters>
      }
      isNarrowed={Object.values(narrowing).some((one) => one !== '')}
      actions={
        may('pools:write') && (
          <Button variant="primary" href={routeTo('pools', '', { do: 'new' })}>
            New pool
          </Button>
        )
      }
      every={REFRESH_MS}
    />
  );
}
