import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import type { PageProps } from '../page-props.ts';
import { PersonForm } from '../parts/person-form.tsx';
import { routeTo } from '../route.ts';
import { useHere } from '../shell/session-context.ts';
import { PeopleList } from './people-list.tsx';
import { PersonDetail } from './person-detail.tsx';

/** Who belongs to the tenant, one of them, or the form that registers somebody. */
export function PeoplePage({ route }: PageProps) {
  const { may } = useHere();
  if (route.subject !== '') return <PersonDetail key={route.subject} route={route} />;
  if (route.query.get('do') !== 'new' || !may('people:write')) return <PeopleList route={route} />;
  const leave = (username = '') => location.assign(routeTo('people', username));
  return (
    <ContentLayout header={<Header variant="h1">Register a person</Header>}>
      <Container>
        <PersonForm saved={leave} cancel={() => leave()} />
      </Container>
    </ContentLayout>
  );
}
