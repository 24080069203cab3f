import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import { onboardingPage } from '../../shared/messages/onboarding-api.ts';
import { type OnboardingState, onboardingStates } from '../../shared/network/onboarding/states.ts';
import type { PageProps } from '../page-props.ts';
import { changeQuery } from './change-query.ts';
import { ChosenFilter } from './chosen-filter.tsx';
import { Filters } from './filters.tsx';
import { LinkTo } from './link-to.tsx';
import type { BriefPartnership } from './onboardings.ts';
import { queryPath } from './query-path.ts';
import { type Column, ServerTable } from './server-table.tsx';
import { When } from './when.tsx';
import { words } from './words.ts';

const over: readonly OnboardingState[] = ['suspended', 'withdrawn', 'expired'];
const states = onboardingStates.map((value) => ({ value, label: words(value).toLowerCase() }));

/** At which step a partnership stands. */
export function PartnershipState({ state }: { readonly state: OnboardingState }) {
  const isGood = state === 'live' || state === 'monitored';
  const type: StatusIndicatorProps.Type = over.includes(state) ? 'stopped' : isGood ? 'success' : 'in-progress';
  return <StatusIndicator type={type}>{words(state).toLowerCase()}</StatusIndicator>;
}

const columns: readonly Column<BriefPartnership>[] = [
  {
    id: 'partner',
    header: 'Partner',
    isRowHeader: true,
    cell: ({ partner }) => (
      <LinkTo page="partners" subject={partner} query={{ tab: 'partnership' }}>
        <code>{partner}</code>
      </LinkTo>
    ),
  },
  { id: 'name', header: 'Name', cell: ({ profile }) => profile?.name ?? 'not said yet' },
  { id: 'state', header: 'Step', cell: ({ state }) => <PartnershipState state={state} /> },
  {
    id: 'missing',
    header: 'Missing',
    cell: ({ missing, state }) => (over.includes(state) ? '' : missing.slice(0, 3).join(', ')),
  },
  { id: 'updated', header: 'Last change', cell: ({ updatedAt }) => <When at={updatedAt} /> },
];

interface Given extends PageProps {
  readonly actions: ReactNode;
}

/** Partnerships that came of an invitation: where each stands, and what is missing. */
export function PartnershipTable({ route, actions }: Given) {
  const state = route.query.get('state') ?? '';
  return (
    <ServerTable
      name="partnerships"
      title="On their way"
      path={queryPath('/api/onboardings', { state, limit: 50 })}
      shape={onboardingPage}
      rowsOf={({ onboardings }) => onboardings}
      idOf={({ partner }) => partner}
      columns={columns}
      empty="Nobody was invited yet."
      filter={
        <Filters>
          <ChosenFilter label="Step" value={state} values={states} change={(to) => changeQuery(route, { state: to })} />
        </Filters>
      }
      isNarrowed={state !== ''}
      actions={actions}
    />
  );
}
