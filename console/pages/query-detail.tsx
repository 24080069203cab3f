import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { PageProps } from '../page-props.ts';
import { ConfirmModal } from '../parts/confirm-modal.tsx';
import { namedQuery, parametersOf, queryAt } from '../parts/named-query.ts';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { SubscriptionTable } from '../parts/subscription-table.tsx';
import { useAsked } from '../parts/use-asked.ts';
import { useDeed } from '../parts/use-deed.tsx';
import { routeTo } from '../route.ts';
import { Loading } from '../shell/loading.tsx';
import { useHere } from '../shell/session-context.ts';

/** One named query: what it asks, who is subscribed, and what may be done with it. */
export function QueryDetail({ route }: PageProps) {
  const { may } = useHere();
  const path = queryAt(route.subject);
  const { data, error, refetch } = useAsked(path, namedQuery);
  if (data === undefined) return error === null ? <Loading /> : <ProblemAlert error={error} again={refetch} />;
  const asked = parametersOf(data).map(([label, value]) => ({ label, value: <code>{value}</code> }));
  return (
    <ContentLayout
      header={
        <Header variant="h1" actions={may('queries:write') && <Removal name={data.name} path={path} />}>
          Query {data.name}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <ProblemAlert error={error} />
        <Container header={<Header variant="h2">What it asks for</Header>}>
          {asked.length === 0 ? 'Every event.' : <KeyValuePairs columns={3} items={asked} />}
        </Container>
        <SubscriptionTable query={path} route={route} />
      </SpaceBetween>
    </ContentLayout>
  );
}

function Removal({ name, path }: { readonly name: string; readonly path: string }) {
  const [isAsked, setAsked] = useState(false);
  const remove = useDeed(
    (api) => api.remove(path),
    () => `The query ${name} is deleted, and its subscriptions with it.`,
  );
  return (
    <>
      <Button onClick={() => setAsked(true)}>Delete</Button>
      {isAsked && (
        <ConfirmModal
          question={`Delete the query ${name}?`}
          consequence="Its subscriptions end with it; nobody is told anything more. This cannot be undone."
          label="Delete the query"
          act={async () => {
            await remove.mutateAsync();
            location.assign(routeTo('subscriptions'));
          }}
          close={() => setAsked(false)}
        />
      )}
    </>
  );
}
