import Box from '@cloudscape-design/components/box';
import type { ReactNode } from 'react';
import { DocumentState } from './document-state.tsx';
import { type InboundDocument, inboundPage, sizeOf } from './inbound-documents.ts';
import { LinkTo } from './link-to.tsx';
import { queryPath } from './query-path.ts';
import { type Column, ServerTable } from './server-table.tsx';
import { When } from './when.tsx';

const REFRESH_MS = 5_000;
const PER_PAGE = 30;

const columns: readonly Column<InboundDocument>[] = [
  {
    id: 'document',
    header: 'Document',
    isRowHeader: true,
    cell: ({ documentId, fileName, senderId }) => (
      <LinkTo page="documents-in" subject={documentId}>
        {fileName || senderId}
      </LinkTo>
    ),
  },
  { id: 'partner', header: 'Partner', cell: ({ partner }) => partner },
  { id: 'state', header: 'State', cell: (row) => <StateAndWhy of={row} /> },
  { id: 'way', header: 'Way', cell: ({ way }) => way },
  { id: 'size', header: 'Size', cell: ({ bytes }) => sizeOf(bytes) },
  { id: 'received', header: 'Received', cell: ({ receivedAt }) => <When at={receivedAt} /> },
];

function StateAndWhy({ of: { state, waitsFor, problems } }: { readonly of: InboundDocument }) {
  const why = waitsFor ?? problems[0]?.detail;
  return (
    <>
      <DocumentState state={state} />
      {why !== undefined && (
        <Box fontSize="body-s" color="text-body-secondary">
          {why}
        </Box>
      )}
    </>
  );
}

interface Given {
  readonly title: string;
  readonly narrowing: Readonly<Record<string, string>>;
  readonly filter?: ReactNode;
  readonly actions?: ReactNode;
}

/** Documents that partners sent, the newest first, narrowed by the server. */
export function DocumentTable({ title, narrowing, filter, actions }: Given) {
  return (
    <ServerTable
      name="documents-in"
      title={title}
      path={queryPath('/api/inbound-documents', { ...narrowing, limit: PER_PAGE })}
      shape={inboundPage}
      rowsOf={({ documents }) => documents}
      idOf={({ documentId }) => documentId}
      columns={columns}
      empty="No partner has sent anything yet. What comes by AS2, SFTP, the API or an upload is listed here."
      filter={filter}
      isNarrowed={Object.values(narrowing).some((one) => one !== '')}
      actions={actions}
      every={REFRESH_MS}
    />
  );
}
