import { toldInbound } from '../../shared/messages/inbound-api.ts';
import type { Outgoing } from '../outbox.ts';
import { uploaded } from '../uploading.ts';
import { DocumentProblems } from './document-problems.tsx';
import { DocumentState } from './document-state.tsx';
import { isOnItsWay } from './inbound-documents.ts';
import { LinkTo } from './link-to.tsx';
import { OutgoingLine } from './outgoing-line.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { useAsked } from './use-asked.ts';

const ASK_MS = 1_000;

/** What became of a file of a partner's: how far it is on its way, then how the document stands. */
export const UploadLine = ({ one }: { readonly one: Outgoing }) => (
  <OutgoingLine box={uploaded} one={one} outcome={(path) => <Standing path={path} />} />
);

/** How it stands, asked until it is settled or waits. */
function Standing({ path }: { readonly path: string }) {
  const { data, error, refetch } = useAsked(path, toldInbound, { every: ASK_MS, until: isSettled });
  if (error !== null) return <ProblemAlert error={error} again={refetch} />;
  if (data === undefined) return <>being read …</>;
  return (
    <>
      <DocumentState state={data.state} />{' '}
      <LinkTo page="documents-in" subject={data.documentId}>
        Show {data.fileName}
      </LinkTo>
      <DocumentProblems problems={data.problems} />
    </>
  );
}

const isSettled = (row: Parameters<typeof isOnItsWay>[0]) => !isOnItsWay(row);
