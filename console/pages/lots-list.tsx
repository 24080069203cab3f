import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import * as v from 'valibot';
import { type Lot, lot as lotShape } from '../../shared/messages/lots-api.ts';
import type { PageProps } from '../page-props.ts';
import { changeQuery } from '../parts/change-query.ts';
import { ChosenFilter } from '../parts/chosen-filter.tsx';
import { count } from '../parts/count.ts';
import { Filters } from '../parts/filters.tsx';
import { lotColumn } from '../parts/lot-link.tsx';
import { LotState } from '../parts/lot-state.tsx';
import { queryPath } from '../parts/query-path.ts';
import { type Column, ServerTable } from '../parts/server-table.tsx';
import { TypedFilter } from '../parts/typed-filter.tsx';
import { routeTo } from '../route.ts';
import { useHere } from '../shell/session-context.ts';

const shape = v.object({ lots: v.array(lotShape) });
const REFRESH_MS = 5_000;
const states = ['assigned', 'reported', 'released', 'cancelled'];

const counted = (id: string, header: string, of: (report: NonNullable<Lot['report']>) => number): Column<Lot> => ({
  id,
  header,
  cell: ({ report }) => count(report && of(report)),
});

const columns: readonly Column<Lot>[] = [
  lotColumn,
  { id: 'gtin', header: 'GTIN', cell: ({ gtin }) => <code>{gtin}</code> },
  { id: 'site', header: 'Site and line', cell: ({ site, line }) => `${site} · ${line}` },
  { id: 'expiry', header: 'Expiry', cell: ({ expiry }) => expiry },
  { id: 'state', header: 'State', cell: (lot) => <LotState lot={lot} /> },
  { id: 'ordered', header: 'Ordered', cell: ({ quantity }) => count(quantity) },
  counted('printed', 'Printed', ({ printed }) => printed),
  counted('commissioned', 'Commissioned', ({ commissioned }) => commissioned),
  counted('rejected', 'Rejected', ({ rejected }) => rejected),
  counted('sampled', 'Sampled', ({ sampled }) => sampled),
  counted('destroyed', 'Destroyed', ({ destroyed }) => destroyed),
  counted('unaccounted', 'Unaccounted', ({ unaccounted }) => unaccounted),
  counted('cases', 'Cases', ({ cases }) => cases),
  counted('pallets', 'Pallets', ({ pallets }) => pallets),
];

/** Lots and what became of every serial of theirs. */
export function LotsList({ route }: PageProps) {
  const { may } = useHere();
  const asked = (name: string) => route.query.get(name) ?? '';
  const narrowing = { lot: asked('begins'), gtin: asked('product'), state: asked('state') };
  const filter = (
    <Filters>
      <TypedFilter
        label="Lot, as it begins"
        value={narrowing.lot}
        change={(begins) => changeQuery(route, { begins })}
      />
      <TypedFilter label="GTIN" value={narrowing.gtin} change={(product) => changeQuery(route, { product })} />
      <ChosenFilter
        label="State"
        value={narrowing.state}
        values={states}
        change={(state) => changeQuery(route, { state })}
      />
    </Filters>
  );
  return (
    <ServerTable
      name="lots"
      title="Lots"
      path={queryPath('/api/lots', { ...narrowing, limit: 50 })}
      shape={shape}
      rowsOf={({ lots }) => lots}
      idOf={({ gtin, lot }) => `${gtin} ${lot}`}
      columns={columns}
      empty='No lot yet. "New order" makes the first one.'
      actions={may('orders:write') && <Ordering />}
      filter={filter}
      isNarrowed={Object.values(narrowing).some((one) => one !== '')}
      every={REFRESH_MS}
    />
  );
}

function Ordering() {
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button href={routeTo('lots', '', { do: 'import' })}>Import</Button>
      <Button variant="primary" href={routeTo('lots', '', { do: 'new' })}>
        New order
      </Button>
    </SpaceBetween>
  );
}
