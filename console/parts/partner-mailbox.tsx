import { type PartnerMessageTold, partnerMessages } from '../../shared/messages/partner-messages-api.ts';
import { sizeOf } from './inbound-documents.ts';
import { queryPath } from './query-path.ts';
import { SaveButton } from './save-button.tsx';
import { type Column, ServerTable } from './server-table.tsx';
import { When } from './when.tsx';

const columns: readonly Column<PartnerMessageTold>[] = [
  { id: 'file', header: 'Message', isRowHeader: true, cell: ({ fileName }) => fileName },
  { id: 'id', header: 'Id', cell: ({ message }) => <code>{message}</code> },
  { id: 'type', header: 'Type', cell: ({ contentType }) => contentType },
  { id: 'size', header: 'Size', cell: ({ bytes }) => sizeOf(bytes) },
  { id: 'ready', header: 'Ready since', cell: ({ readyAt }) => <When at={readyAt} /> },
  {
    id: 'fetched',
    header: 'Fetched',
    cell: ({ fetched }) =>
      fetched === undefined ? (
        'not yet'
      ) : (
        <>
          <When at={fetched.at} /> by {fetched.by}
        </>
      ),
  },
  {
    id: 'bytes',
    header: 'Bytes',
    cell: ({ message, fileName }) => (
      <SaveButton
        name={fileName}
        path={`/api/partner-messages/${encodeURIComponent(message)}`}
        ariaLabel={`Download ${fileName}`}
      >
        Download
      </SaveButton>
    ),
  },
];

/** Messages that stand ready for a partner that fetches what it is told, the oldest first; that we look is not noted. */
export function PartnerMailbox({ partner }: { readonly partner: string }) {
  return (
    <ServerTable
      name="mailbox"
      title="Mailbox"
      description="What stands ready for the partner's own client; that people look is not noted"
      path={queryPath('/api/partner-messages', { partner, limit: 50 })}
      shape={partnerMessages}
      rowsOf={({ messages }) => messages}
      idOf={({ message }) => message}
      columns={columns}
      empty="Nothing stands ready. A partner of the channel portal fetches here what others are sent."
    />
  );
}
