import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { importList, type ToldImport, type ToldPool } from '../../shared/messages/pools-api.ts';
import { useHere } from '../shell/session-context.ts';
import { count } from './count.ts';
import { ImportCodes } from './import-codes.tsx';
import { queryPath } from './query-path.ts';
import { type Column, ServerTable } from './server-table.tsx';
import { When } from './when.tsx';

const REFRESH_MS = 3_000;
const types: Readonly<Record<ToldImport['state'], StatusIndicatorProps.Type>> = {
  waiting: 'pending',
  storing: 'in-progress',
  imported: 'success',
  refused: 'error',
};

/** The lists of codes that came into a pool, how far those are that come in now, and what is wrong in which line of those that were refused. */
export function PoolImports({ pool: { id, state } }: { readonly pool: ToldPool }) {
  const { may } = useHere();
  const [isBringing, setBringing] = useState(false);
  const [refused, setRefused] = useState<ToldImport>();
  const columns: readonly Column<ToldImport>[] = [
    { id: 'list', header: 'List', isRowHeader: true, cell: ({ importId }) => <code>{importId}</code> },
    {
      id: 'state',
      header: 'State',
      cell: (one) => <StatusIndicator type={types[one.state]}>{one.state}</StatusIndicator>,
    },
    { id: 'count', header: 'Codes', cell: (one) => count(one.count) },
    {
      id: 'problems',
      header: 'What is wrong',
      cell: (one) =>
        one.problems !== undefined && (
          <Button
            variant="inline-link"
            wrapText={false}
            ariaLabel={`What is wrong with list ${one.importId}`}
            onClick={() => setRefused(one)}
          >
            {one.problems.length === 1 ? '1 line' : `${one.problems.length} lines`}
          </Button>
        ),
    },
    { id: 'by', header: 'By', cell: ({ by }) => by },
    { id: 'at', header: 'Brought in', cell: ({ at }) => <When at={at} /> },
    { id: 'ended', header: 'Ended', cell: ({ endedAt }) => <When at={endedAt} /> },
  ];
  const isOffered = may('pools:write') && state !== 'retired';
  return (
    <>
      <ServerTable
        name="pool-imports"
        title="Lists of codes"
        path={queryPath(`/api/pools/${encodeURIComponent(id)}/imports`, { limit: 20 })}
        shape={importList}
        rowsOf={({ imports }) => imports}
        idOf={({ importId }) => importId}
        columns={columns}
        empty="No list yet. A list of codes that somebody else issued makes the first numbers of this pool."
        actions={isOffered && <Button onClick={() => setBringing(true)}>Bring a list in</Button>}
        every={REFRESH_MS}
      />
      {isBringing && <ImportCodes pool={id} close={() => setBringing(false)} />}
      {refused !== undefined && <Problems of={refused} close={() => setRefused(undefined)} />}
    </>
  );
}

function Problems({ of, close }: { readonly of: ToldImport; readonly close: () => void }) {
  const header = `What is wrong with list ${of.importId}`;
  return (
    <Modal visible size="large" header={header} closeAriaLabel="Close" onDismiss={close}>
      <SpaceBetween size="m">
        <p>Nothing of it came in. {of.remedy ?? 'Correct the list and bring it in under another id.'}</p>
        <Table
          variant="embedded"
          wrapLines
          ariaLabels={{ tableLabel: header }}
          items={of.problems ?? []}
          columnDefinitions={[
            { id: 'line', header: 'Line', isRowHeader: true, cell: ({ line }) => line },
            { id: 'wrong', header: 'What is wrong', cell: ({ detail }) => detail },
          ]}
        />
      </SpaceBetween>
    </Modal>
  );
}
