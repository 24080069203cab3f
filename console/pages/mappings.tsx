import '../style/network.css';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import type { PageProps } from '../page-props.ts';
import { MappingForm } from '../parts/mapping-form.tsx';
import { routeTo } from '../route.ts';
import { useHere } from '../shell/session-context.ts';
import { MappingDetail } from './mapping-detail.tsx';
import { MappingsList } from './mappings-list.tsx';

/** How partners' documents are made of events, and events of them: all mappings, one of them, or a new one. */
export function MappingsPage({ route }: PageProps) {
  const { may } = useHere();
  if (route.subject !== '') return <MappingDetail key={route.subject} route={route} />;
  const leave = (name = '') => location.assign(routeTo('mappings', name));
  if (route.query.get('do') === 'new' && may('registry:write'))
    return (
      <ContentLayout header={<Header variant="h1">New mapping</Header>}>
        <MappingForm saved={leave} cancel={() => leave()} />
      </ContentLayout>
    );
  return <MappingsList />;
}
