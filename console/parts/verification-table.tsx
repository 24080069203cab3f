import { type VerificationView, verificationPage } from '../../shared/messages/verifications-api.ts';
import { outcomes } from '../../shared/vrs/outcomes.ts';
import { verificationStates } from '../../shared/vrs/verification-states.ts';
import type { PageProps } from '../page-props.ts';
import { changeQuery } from './change-query.ts';
import { ChosenFilter } from './chosen-filter.tsx';
import { Filters } from './filters.tsx';
import { LinkTo } from './link-to.tsx';
import { queryPath } from './query-path.ts';
import { type Column, ServerTable } from './server-table.tsx';
import { TypedFilter } from './typed-filter.tsx';
import { VerificationState } from './verification-state.tsx';
import { When } from './when.tsx';
import { words } from './words.ts';

const REFRESH_MS = 10_000;

const columns: readonly Column<VerificationView>[] = [
  {
    id: 'verification',
    header: 'Verification',
    isRowHeader: true,
    cell: ({ id }) => (
      <LinkTo page="alerts" subject={id} query={{ tab: 'verifications' }}>
        {id}
      </LinkTo>
    ),
  },
  { id: 'state', header: 'State', cell: (row) => <VerificationState of={row} /> },
  { id: 'outcome', header: 'Outcome', cell: ({ outcome }) => outcome && words(outcome) },
  { id: 'gtin', header: 'GTIN', cell: ({ gtin }) => <code>{gtin}</code> },
  { id: 'serial', header: 'Serial', cell: ({ serial }) => <code>{serial}</code> },
  { id: 'lot', header: 'Lot', cell: ({ lot }) => lot },
  {
    id: 'why',
    header: 'Asked because',
    cell: ({ context }) => (context === undefined ? 'somebody asked' : 'a return'),
  },
  { id: 'deadline', header: 'Due by', cell: ({ deadline }) => <When at={deadline} /> },
  { id: 'asked', header: 'Asked', cell: ({ createdAt }) => <When at={createdAt} /> },
];

const worded = (values: readonly string[]) => values.map((value) => ({ value, label: words(value).toLowerCase() }));

/** Packs of others that were asked about, the latest first, narrowed as the address says. */
export function VerificationTable({ route }: PageProps) {
  const asked = (name: string) => route.query.get(name) ?? '';
  const typed = asked('gtin');
  // While somebody types, it is no product yet: the list stays.
  const gtin = /^\d{14}$/.test(typed) ? typed : '';
  const narrowing = { state: asked('state'), outcome: asked('outcome'), gtin };
  const change = (name: keyof typeof narrowing) => (value: string) => changeQuery(route, { [name]: value });
  const filter = (
    <Filters>
      <ChosenFilter
        label="State"
        value={narrowing.state}
        values={worded(verificationStates)}
        change={change('state')}
      />
      <ChosenFilter label="Outcome" value={narrowing.outcome} values={worded(outcomes)} change={change('outcome')} />
      <TypedFilter
        label="GTIN"
        value={typed}
        error={typed === gtin ? undefined : 'A GTIN of 14 digits narrows the list'}
        change={change('gtin')}
      />
    </Filters>
  );
  return (
    <ServerTable
      name="verifications"
      title="Verifications (VRS)"
      description="Packs that were asked about at whoever answers for them, as for returns under the DSCSA"
      path={queryPath('/api/verifications', { ...narrowing, limit: 50 })}
      shape={verificationPage}
      rowsOf={({ verifications }) => verifications}
      idOf={({ id }) => id}
      columns={columns}
      empty="No pack was asked about."
      filter={filter}
      isNarrowed={Object.values(narrowing).some((one) => one !== '')}
      every={REFRESH_MS}
    />
  );
}
