import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import type { PageProps } from '../page-props.ts';
import { ListenerForm } from '../parts/listener-form.tsx';
import { routeTo } from '../route.ts';
import { useHere } from '../shell/session-context.ts';
import { ListenerDetail } from './listener-detail.tsx';
import { ListenersList } from './listeners-list.tsx';

/** Systems of our own that are told what happened; one of them, or the form that makes one. */
export function ListenersPage({ route }: PageProps) {
  const { may } = useHere();
  if (route.subject !== '') return <ListenerDetail key={route.subject} route={route} />;
  if (route.query.get('do') !== 'new' || !may('listeners:write')) return <ListenersList />;
  const leave = (listener = '') => location.assign(routeTo('listeners', listener));
  return (
    <ContentLayout header={<Header variant="h1">New listener</Header>}>
      <Container>
        <ListenerForm saved={leave} cancel={() => leave()} />
      </Container>
    </ContentLayout>
  );
}
