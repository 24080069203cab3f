import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { PageProps } from '../page-props.ts';
import { ContentFacts } from '../parts/content-facts.tsx';
import { DeskActs } from '../parts/desk-acts.tsx';
import { type DeskCase, deskCase, deskCasePath } from '../parts/desk-cases.ts';
import { DeskConversation } from '../parts/desk-conversation.tsx';
import { DeskFacts } from '../parts/desk-facts.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { useAsked } from '../parts/use-asked.ts';
import { When } from '../parts/when.tsx';
import { words } from '../parts/words.ts';
import { Loading } from '../shell/loading.tsx';

/** The other side may say something at any time. */
const REFRESH_MS = 5_000;

/** One case: how it stands and until when, what both sides said, and what we can do. */
export function DeskDetail({ route }: PageProps) {
  const { data, error, refetch } = useAsked(deskCasePath(route.subject), deskCase, { every: REFRESH_MS });
  if (data === undefined) return error === null ? <Loading /> : <ProblemAlert error={error} again={refetch} />;
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={`${words(data.kind)} with ${data.partner}`} actions={<DeskActs row={data} />}>
          {data.title}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <ProblemAlert error={error} />
        {data.problem !== undefined && (
          <Alert type="warning" header="It does not go on without a person">
            {data.problem}
          </Alert>
        )}
        <Container header={<Header variant="h2">How it stands</Header>}>
          <DeskFacts row={data} />
        </Container>
        <Container header={<Header variant="h2">What was said</Header>}>
          <DeskConversation row={data} />
        </Container>
        <Subject row={data} />
        <History row={data} />
      </SpaceBetween>
    </ContentLayout>
  );
}

const order = [
  'recall',
  'packs',
  'things',
  'lots',
  'counts',
  'differences',
  'keys',
  'documents',
  'events',
  'deliveries',
];

/** What it is about; members that name nothing are left out. */
function Subject({ row: { subject } }: { readonly row: DeskCase }) {
  const named = Object.entries(subject).filter(([, value]) => !Array.isArray(value) || value.length > 0);
  if (named.length === 0) return null;
  return (
    <ExpandableSection variant="container" headerText="What it is about" defaultExpanded>
      <ContentFacts content={Object.fromEntries(named)} order={order} />
    </ExpandableSection>
  );
}

function History({ row: { history } }: { readonly row: DeskCase }) {
  return (
    <ExpandableSection variant="container" headerText="History">
      <ol className="history">
        {history.map(({ n, at, by, what, detail, signature }) => (
          <li key={n}>
            <When at={at} /> {words(what).toLowerCase()} by {by}
            {detail && `: ${detail}`}
            {signature && `, signed by ${signature.name ?? signature.by}: ${signature.meaning}`}
          </li>
        ))}
      </ol>
    </ExpandableSection>
  );
}
