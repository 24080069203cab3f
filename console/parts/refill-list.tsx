import Button from '@cloudscape-design/components/button';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import * as v from 'valibot';
import { type RefillAnswer, refillAnswer } from '../../shared/messages/serials-api.ts';
import { useHere } from '../shell/session-context.ts';
import { count } from './count.ts';
import { LinkTo } from './link-to.tsx';
import { type Column, ServerTable } from './server-table.tsx';
import { useDeed } from './use-deed.tsx';
import { When } from './when.tsx';

const shape = v.object({ refills: v.array(refillAnswer), next: v.optional(v.string()) });
const REFRESH_MS = 5_000;
const types: Readonly<Record<string, StatusIndicatorProps.Type>> = {
  wanted: 'pending',
  requested: 'in-progress',
  received: 'in-progress',
  imported: 'success',
  failed: 'error',
};

const columns: readonly Column<RefillAnswer>[] = [
  {
    id: 'pool',
    header: 'Pool',
    isRowHeader: true,
    cell: ({ pool }) => (
      <LinkTo page="pools" subject={pool}>
        {pool}
      </LinkTo>
    ),
  },
  {
    id: 'state',
    header: 'State',
    cell: ({ state }) => <StatusIndicator type={types[state] ?? 'info'}>{state}</StatusIndicator>,
  },
  { id: 'amount', header: 'Codes', cell: ({ amount }) => count(amount) },
  { id: 'why', header: 'Why', cell: ({ failure }) => failure ?? '–' },
  { id: 'attempts', header: 'Tries', cell: ({ attempts }) => attempts },
  { id: 'next', header: 'Tried next', cell: ({ notBefore }) => <When at={notBefore} /> },
  { id: 'request', header: 'The issuer knows it as', cell: ({ requestId }) => <code>{requestId}</code> },
  { id: 'created', header: 'Since', cell: ({ createdAt }) => <When at={createdAt} /> },
];

/** Codes that are asked for from other issuers since a pool ran low, and how far they are. */
export function RefillList() {
  const { may } = useHere();
  const act: Column<RefillAnswer> = { id: 'act', header: 'Act', cell: (refill) => <Retry refill={refill} /> };
  return (
    <ServerTable
      name="refills"
      title="Refills"
      path="/api/refills"
      shape={shape}
      rowsOf={({ refills }) => refills}
      idOf={({ refillId }) => refillId}
      columns={may('pools:write') ? [...columns, act] : columns}
      empty="No pool was refilled yet. A pool of imported codes whose settings name an issuer is, when it runs low."
      every={REFRESH_MS}
    />
  );
}

function Retry({ refill: { refillId, pool, state } }: { readonly refill: RefillAnswer }) {
  const retry = useDeed(
    (api) => api.post(`/api/refills/${encodeURIComponent(refillId)}/retry`, {}, refillAnswer),
    () => `The refill of ${pool} is tried again.`,
    { isAlone: true },
  );
  if (state !== 'failed' && state !== 'wanted') return null;
  return (
    <Button
      variant="inline-link"
      wrapText={false}
      ariaLabel={`Try the refill of ${pool} again`}
      loading={retry.isPending}
      onClick={() => retry.mutate()}
    >
      Try now
    </Button>
  );
}
