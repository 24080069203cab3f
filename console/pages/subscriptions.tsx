import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import type { PageProps } from '../page-props.ts';
import { QueryForm } from '../parts/query-form.tsx';
import { routeTo } from '../route.ts';
import { useHere } from '../shell/session-context.ts';
import { QueriesList } from './queries-list.tsx';
import { QueryDetail } from './query-detail.tsx';

/** Named queries and who is told what they find; one of them, or the form that makes one. */
export function SubscriptionsPage({ route }: PageProps) {
  const { may } = useHere();
  if (route.subject !== '') return <QueryDetail key={route.subject} route={route} />;
  if (route.query.get('do') !== 'new' || !may('queries:write')) return <QueriesList />;
  const leave = (name = '') => location.assign(routeTo('subscriptions', name));
  return (
    <ContentLayout
      header={
        <Header variant="h1" description="Events must fit every parameter.">
          New query
        </Header>
      }
    >
      <Container>
        <QueryForm saved={leave} cancel={() => leave()} />
      </Container>
    </ContentLayout>
  );
}
