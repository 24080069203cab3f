import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import * as v from 'valibot';
import { joinedSubmission } from '../../shared/messages/deliveries-api.ts';
import type { Lot } from '../../shared/messages/lots-api.ts';
import { useHere } from '../shell/session-context.ts';
import { count } from './count.ts';
import { DeliveryState } from './delivery-state.tsx';
import { LinkTo } from './link-to.tsx';
import { lotPath } from './lot-path.ts';
import { ProblemAlert } from './problem-alert.tsx';
import { Empty } from './server-table.tsx';
import { useAsked } from './use-asked.ts';
import { When } from './when.tsx';

const shape = v.object({ submissions: v.array(joinedSubmission) });
const REFRESH_MS = 5_000;

/** What regulators are told of a lot, by market, and by when. */
export function LotSubmissions({ lot: { gtin, lot } }: { readonly lot: Lot }) {
  const { may } = useHere();
  const path = may('deliveries:read') ? lotPath({ gtin, lot }, '/submissions') : undefined;
  const { data, error, refetch, isPending } = useAsked(path, shape, { every: REFRESH_MS });
  if (path === undefined) return null;
  if (error !== null) return <ProblemAlert error={error} again={refetch} />;
  return (
    <Table
      header={<Header variant="h2">What regulators are told</Header>}
      ariaLabels={{ tableLabel: 'What regulators are told' }}
      loading={isPending}
      loadingText="Loading …"
      items={data?.submissions ?? []}
      trackBy="act"
      empty={
        <Empty words="Nothing yet. What the markets of the product want to be told is planned when the lot is released." />
      }
      columnDefinitions={[
        { id: 'market', header: 'Market', cell: ({ market }) => market.toUpperCase() },
        {
          id: 'act',
          header: 'What',
          isRowHeader: true,
          cell: ({ act }) => (
            <LinkTo page="deliveries" query={{ lot, gtin }}>
              {act.split(':')[0]}
            </LinkTo>
          ),
        },
        { id: 'state', header: 'State', cell: ({ state }) => <DeliveryState state={state} /> },
        { id: 'reports', header: 'Reports', cell: ({ reports }) => count(reports) },
        { id: 'deadline', header: 'Due by', cell: ({ deadline }) => <When at={deadline} /> },
      ]}
    />
  );
}
