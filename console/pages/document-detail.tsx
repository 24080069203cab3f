import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { toldInbound } from '../../shared/messages/inbound-api.ts';
import type { PageProps } from '../page-props.ts';
import { DocumentFacts } from '../parts/document-facts.tsx';
import { DocumentProblems } from '../parts/document-problems.tsx';
import { type InboundDocument, inboundPath, isOnItsWay } from '../parts/inbound-documents.ts';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { SaveButton } from '../parts/save-button.tsx';
import { useAsked } from '../parts/use-asked.ts';
import { useDeed } from '../parts/use-deed.tsx';
import { Loading } from '../shell/loading.tsx';
import { useHere } from '../shell/session-context.ts';

const REFRESH_MS = 2_000;
const readAgain: readonly string[] = ['refused', 'partly-accepted', 'waiting'];

/** One document that a partner sent: how it stands, what is wrong with it, and its exact bytes. */
export function DocumentDetail({ route }: PageProps) {
  const { data, error, refetch } = useAsked(inboundPath(route.subject), toldInbound, { every: REFRESH_MS });
  if (data === undefined) return error === null ? <Loading /> : <ProblemAlert error={error} again={refetch} />;
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={`From ${data.partner}`} actions={<Acts row={data} />}>
          {data.fileName || data.senderId}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <ProblemAlert error={error} />
        {isOnItsWay(data) && <Loading what="Being read" />}
        <DocumentProblems problems={data.problems} />
        <Container header={<Header variant="h2">How it stands</Header>}>
          <DocumentFacts row={data} />
        </Container>
      </SpaceBetween>
    </ContentLayout>
  );
}

function Acts({ row: { documentId, fileName, state } }: { readonly row: InboundDocument }) {
  const { may } = useHere();
  const path = inboundPath(documentId);
  const retry = useDeed(
    (api) => api.post(`${path}/retry`, {}, toldInbound),
    () => 'It is being read again.',
    { isAlone: true },
  );
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <SaveButton name={fileName || `${documentId}.bin`} path={`${path}/content`}>
        Download its exact bytes
      </SaveButton>
      {readAgain.includes(state) && may('deliveries:write') && (
        <Button variant="primary" loading={retry.isPending} onClick={() => retry.mutate()}>
          Have it read again
        </Button>
      )}
    </SpaceBetween>
  );
}
