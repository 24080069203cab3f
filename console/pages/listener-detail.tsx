import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type ListenerView, listenerView } from '../../shared/announcements/listeners-api.ts';
import type { PageProps } from '../page-props.ts';
import { ListenerActs } from '../parts/listener-acts.tsx';
import { ListenerLog } from '../parts/listener-log.tsx';
import { ListenerState } from '../parts/listener-state.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { useAsked } from '../parts/use-asked.ts';
import { When } from '../parts/when.tsx';
import { Loading } from '../shell/loading.tsx';
import { useHere } from '../shell/session-context.ts';

const REFRESH_MS = 5_000;

/** One listener: how far it was told, every try to tell it, and what can be done with it. */
export function ListenerDetail({ route }: PageProps) {
  const { may } = useHere();
  const path = `/api/listeners/${encodeURIComponent(route.subject)}`;
  const { data, error, refetch } = useAsked(path, listenerView, { every: REFRESH_MS });
  if (data === undefined) return error === null ? <Loading /> : <ProblemAlert error={error} again={refetch} />;
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description={data.listener}
          actions={may('listeners:write') && <ListenerActs path={path} listener={data} />}
        >
          Listener {data.name}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <ProblemAlert error={error} />
        <Container header={<Header variant="h2">What it is told</Header>}>
          <KeyValuePairs columns={4} items={factsOf(data)} />
        </Container>
        <ListenerLog path={path} />
      </SpaceBetween>
    </ContentLayout>
  );
}

function factsOf(listener: ListenerView) {
  const { url, kinds, filter, failingSince, lastToldAt, bothUntil, replay } = listener;
  const only = Object.entries(filter).map(([member, values]) => `${member}: ${values?.join(', ')}`);
  const shown = (label: string, at: string | undefined) =>
    at === undefined ? [] : [{ label, value: <When at={at} /> }];
  return [
    { label: 'State', value: <ListenerState listener={listener} /> },
    { label: 'Called at', value: <code>{url}</code> },
    { label: 'Told of', value: kinds.join(', ') },
    { label: 'Only of', value: only.join('; ') || 'everything' },
    { label: 'Last told', value: lastToldAt === undefined ? 'not yet' : <When at={lastToldAt} /> },
    ...shown('Failing since', failingSince),
    ...shown('Signed by two secrets until', bothUntil),
    ...shown('Told once more, as far as', replay?.until),
  ];
}
