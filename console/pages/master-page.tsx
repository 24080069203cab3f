import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import type { PageProps } from '../page-props.ts';
import { ImportSheet } from '../parts/import-sheet.tsx';
import { MasterDetail } from '../parts/master-detail.tsx';
import { MasterForm } from '../parts/master-form.tsx';
import type { MasterPlace } from '../parts/master-kinds.ts';
import { MasterList } from '../parts/master-list.tsx';
import { routeTo } from '../route.ts';
import { useHere } from '../shell/session-context.ts';

interface Given extends PageProps {
  readonly place: MasterPlace;
}

/** All of a kind of master data, one of them, or the forms that make new ones. */
export function MasterPage({ place, route }: Given) {
  const { may } = useHere();
  if (route.subject !== '') return <MasterDetail key={route.subject} place={place} route={route} />;
  const wanted = may('registry:write') ? route.query.get('do') : undefined;
  const leave = (subject = '') => location.assign(routeTo(place.plural, subject));
  if (wanted === 'new')
    return (
      <ContentLayout header={<Header variant="h1">New {place.one}</Header>}>
        <Container>
          <MasterForm place={place} saved={(_, id) => leave(id)} cancel={() => leave()} />
        </Container>
      </ContentLayout>
    );
  if (wanted === 'import') return <ImportSheet place={{ ...place, makes: 'drafts' }} close={() => leave()} />;
  return <MasterList place={place} route={route} />;
}
