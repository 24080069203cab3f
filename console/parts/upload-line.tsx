import Button from '@cloudscape-design/components/button';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { toldInbound } from '../../shared/messages/inbound-api.ts';
import { DocumentProblems } from './document-problems.tsx';
import { DocumentState } from './document-state.tsx';
import { isOnItsWay, sizeOf } from './inbound-documents.ts';
import { LinkTo } from './link-to.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { useAsked } from './use-asked.ts';
import type { Upload } from './use-uploads.ts';

const ASK_MS = 1_000;

/** What became of a file: how far it is on its way, then how the document stands. */
export function UploadLine({ upload: { file, share, path, error, stop } }: { readonly upload: Upload }) {
  const isSending = path === undefined && error === undefined;
  return (
    <li>
      <SpaceBetween size="xs">
        <div>
          <b>{file.name}</b>, {sizeOf(file.size)}
        </div>
        {isSending && (
          <SpaceBetween direction="horizontal" size="s">
            <ProgressBar
              ariaLabel={`${file.name} on its way`}
              value={Math.floor((share ?? 0) * 100)}
              additionalInfo={share === undefined ? 'waiting' : share < 1 ? undefined : 'being kept'}
            />
            <Button variant="inline-link" ariaLabel={`Cancel ${file.name}`} onClick={() => stop.abort()}>
              Cancel
            </Button>
          </SpaceBetween>
        )}
        {path !== undefined && <Standing path={path} />}
        <ProblemAlert error={error} />
      </SpaceBetween>
    </li>
  );
}

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
