import { DocumentState } from './document-state.tsx';
import { FactList } from './fact-list.tsx';
import { type InboundDocument, sizeOf } from './inbound-documents.ts';
import { LinkTo } from './link-to.tsx';
import { When } from './when.tsx';

/** What is known of a document that a partner sent. */
export function DocumentFacts({ row }: { readonly row: InboundDocument }) {
  const { partner, captureId, duplicateOf, answered } = row;
  const link = (page: string, subject: string) => (
    <LinkTo page={page} subject={subject}>
      {subject}
    </LinkTo>
  );
  return (
    <FactList
      facts={[
        ['State', <DocumentState key="state" state={row.state} />],
        ['Waits for', row.waitsFor],
        ['Since', row.waitsSince && <When at={row.waitsSince} />],
        ['Partner', link('partners', partner)],
        ['Way', row.way],
        ['Received', <When key="received" at={row.receivedAt} />],
        ['Settled', row.settledAt && <When at={row.settledAt} />],
        ['Size', `${sizeOf(row.bytes)}, ${row.contentType}`],
        ['What it is', row.family],
        ['Mapping', row.mapping && link('mappings', row.mapping.split('@')[0] ?? '')],
        ['Capture job', captureId && link('captures', captureId)],
        ['Double of', duplicateOf && link('documents-in', duplicateOf)],
        [
          'Sender told',
          answered && (
            <>
              <When at={answered.at} /> by {answered.by}
            </>
          ),
        ],
        ['Its sender’s id', <code key="sender">{row.senderId}</code>],
        ['SHA-256', <code key="sha">{row.sha256}</code>],
      ]}
    />
  );
}
