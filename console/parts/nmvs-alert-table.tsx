import { type NmvsAlertView, nmvsAlertPage } from '../../shared/messages/nmvs-alerts.ts';
import { countries } from '../../shared/regimes/eu/countries.ts';
import { alertCodes, alertStates } from '../../shared/regimes/eu/nmvs/alert.ts';
import { causes } from '../../shared/regimes/eu/nmvs/probable-cause.ts';
import type { PageProps } from '../page-props.ts';
import { AlertState } from './alert-state.tsx';
import { changeQuery } from './change-query.ts';
import { ChosenFilter } from './chosen-filter.tsx';
import { Filters } from './filters.tsx';
import { LinkTo } from './link-to.tsx';
import { queryPath } from './query-path.ts';
import { type Column, ServerTable } from './server-table.tsx';
import { TypedFilter } from './typed-filter.tsx';
import { When } from './when.tsx';
import { words } from './words.ts';

const REFRESH_MS = 10_000;

const columns: readonly Column<NmvsAlertView>[] = [
  {
    id: 'alert',
    header: 'Alert',
    isRowHeader: true,
    cell: ({ alertId }) => (
      <LinkTo page="alerts" subject={alertId}>
        {alertId}
      </LinkTo>
    ),
  },
  { id: 'what', header: 'What', cell: ({ code, meaning }) => whatOf(code, meaning) },
  { id: 'state', header: 'State', cell: ({ state }) => <AlertState state={state} /> },
  { id: 'cause', header: 'Probable cause', cell: ({ probable }) => words(probable.cause) },
  { id: 'raised', header: 'Raised', cell: ({ raisedAt }) => <When at={raisedAt} /> },
  { id: 'country', header: 'Country', cell: ({ country }) => country },
  { id: 'lot', header: 'Lot', cell: ({ batch }) => batch },
  { id: 'product', header: 'Product', cell: ({ productCode }) => <code>{productCode}</code> },
];

const whatOf = (code: string, meaning: string) => (code === meaning ? code : `${code} ${meaning}`);

const codes = [
  ...Object.entries(alertCodes).map(([value, meaning]) => ({ value, label: whatOf(value, meaning) })),
  { value: 'illegible', label: 'illegible: as it came' },
];
const states = [
  { value: 'open', label: 'any but closed' },
  ...alertStates.map((value) => ({ value, label: words(value).toLowerCase() })),
];
const likely = causes.map((value) => ({ value, label: words(value) }));

/** Alerts that national verification systems raised about packs of ours, narrowed as the address says: what is not closed, unless it says otherwise. */
export function NmvsAlertTable({ route }: PageProps) {
  const asked = (name: string) => route.query.get(name) ?? '';
  const state = asked('state') || 'open';
  const shown = state === 'any' ? '' : state;
  const others = { country: asked('country'), code: asked('code'), lot: asked('lot'), cause: asked('cause') };
  const change = (name: string) => (value: string) => changeQuery(route, { [name]: value });
  const filter = (
    <Filters>
      <ChosenFilter
        label="State"
        value={shown}
        values={states}
        change={(value) => changeQuery(route, { state: value || 'any' })}
      />
      <ChosenFilter label="Country" value={others.country} values={countries} change={change('country')} />
      <ChosenFilter label="Code" value={others.code} values={codes} change={change('code')} />
      <TypedFilter label="Lot, as it was read" value={others.lot} change={change('lot')} />
      <ChosenFilter label="Probable cause" value={others.cause} values={likely} change={change('cause')} />
    </Filters>
  );
  return (
    <ServerTable
      name="nmvs-alerts"
      title="Alerts of national systems"
      description="Fetched every 15 minutes where an access says from where; by their ids."
      path={queryPath('/api/nmvs/alerts', { state: shown, ...others, limit: 50 })}
      shape={nmvsAlertPage}
      rowsOf={({ alerts }) => alerts}
      idOf={({ alertId }) => alertId}
      columns={columns}
      empty="No alert is open: no national system doubts a pack of ours."
      filter={filter}
      isNarrowed={state !== 'open' || Object.values(others).some((one) => one !== '')}
      every={REFRESH_MS}
    />
  );
}
