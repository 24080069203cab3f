import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import * as v from 'valibot';
import type { Route } from '../route.ts';
import { useHere } from '../shell/session-context.ts';
import { changeQuery } from './change-query.ts';
import { ConfirmModal } from './confirm-modal.tsx';
import { FormWindow } from './form-window.tsx';
import { type Subscription, scheduleText, subscription } from './named-query.ts';
import { type Column, ServerTable } from './server-table.tsx';
import { SubscriptionForm } from './subscription-form.tsx';
import { useDeed } from './use-deed.tsx';
import { When } from './when.tsx';

const REFRESH_MS = 5_000;
const shape = v.array(subscription);
const whom = ({ dest, subscriptionID }: Subscription) => dest ?? subscriptionID;

const columns: readonly Column<Subscription>[] = [
  {
    id: 'dest',
    header: 'Told at',
    isRowHeader: true,
    cell: ({ dest }) => (dest === undefined ? 'an open connection' : <code>{dest}</code>),
  },
  {
    id: 'when',
    header: 'When',
    cell: ({ schedule }) => (schedule === undefined ? 'as captured' : scheduleText(schedule)),
  },
  { id: 'since', header: 'Since', cell: ({ createdAt }) => <When at={createdAt} /> },
  {
    id: 'last',
    header: 'Last told',
    cell: ({ lastNotifiedAt }) => (lastNotifiedAt === undefined ? 'not yet' : <When at={lastNotifiedAt} />),
  },
  { id: 'state', header: 'State', cell: (one) => <State one={one} /> },
];

interface Given {
  /** Path of the query. */
  readonly query: string;
  readonly route: Route;
}

/** Who is subscribed to a query, when each is told, and how that goes. */
export function SubscriptionTable({ query, route }: Given) {
  const writes = useHere().may('queries:write');
  const [ended, setEnded] = useState<Subscription>();
  const end = useDeed(
    (api, { subscriptionID }: Subscription) =>
      api.remove(`${query}/subscriptions/${encodeURIComponent(subscriptionID)}`),
    (_, one) => `${whom(one)} is told nothing more.`,
  );
  const leave = () => changeQuery(route, { do: undefined });
  const acts: Column<Subscription> = {
    id: 'acts',
    header: 'Acts',
    cell: (one) => (
      <Button variant="inline-link" ariaLabel={`End the subscription of ${whom(one)}`} onClick={() => setEnded(one)}>
        End
      </Button>
    ),
  };
  const subscribe = writes && (
    <Button onClick={() => changeQuery(route, { do: 'subscribe' })}>Add a subscription</Button>
  );
  return (
    <>
      <ServerTable
        name="subscriptions"
        title="Subscriptions"
        path={`${query}/subscriptions?perPage=20`}
        shape={shape}
        rowsOf={(rows) => rows}
        idOf={({ subscriptionID }) => subscriptionID}
        columns={writes ? columns.toSpliced(2, 0, acts) : columns}
        empty="Nobody is subscribed."
        actions={subscribe}
        every={REFRESH_MS}
      />
      {writes && route.query.get('do') === 'subscribe' && (
        <FormWindow title="Add a subscription" close={leave}>
          <SubscriptionForm query={query} saved={leave} cancel={leave} />
        </FormWindow>
      )}
      {ended !== undefined && (
        <ConfirmModal
          question="End this subscription?"
          consequence={`${whom(ended)} is told nothing more, not even what waits for it. This cannot be undone.`}
          label="End the subscription"
          act={() => end.mutateAsync(ended)}
          close={() => setEnded(undefined)}
        />
      )}
    </>
  );
}

function State({ one: { state, failure } }: { readonly one: Subscription }) {
  const isWell = failure === undefined;
  return (
    <>
      <StatusIndicator type={state === 'active' ? (isWell ? 'success' : 'warning') : 'error'}>{state}</StatusIndicator>
      {!isWell && (
        <Box fontSize="body-s" color="text-body-secondary">
          {failure}
        </Box>
      )}
    </>
  );
}
