import '../style/network.css';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import type { PageProps } from '../page-props.ts';
import { ImportSheet } from '../parts/import-sheet.tsx';
import { partnerPlace } from '../parts/master-kinds.ts';
import { PartnerForm } from '../parts/partner-form.tsx';
import { routeTo } from '../route.ts';
import { useHere } from '../shell/session-context.ts';
import { InvitePartner } from './invite-partner.tsx';
import { PartnerDetail } from './partner-detail.tsx';
import { PartnersLists } from './partners-lists.tsx';

/** With whom documents are exchanged, one of them, or the ways in which others come to be there. */
export function PartnersPage({ route }: PageProps) {
  const { may } = useHere();
  if (route.subject !== '') return <PartnerDetail key={route.subject} route={route} />;
  const wanted = may('registry:write') ? route.query.get('do') : undefined;
  const leave = (partner = '') => location.assign(routeTo('partners', partner));
  if (wanted === 'new')
    return (
      <ContentLayout header={<Header variant="h1">New partner</Header>}>
        <Container>
          <PartnerForm saved={leave} cancel={() => leave()} />
        </Container>
      </ContentLayout>
    );
  if (wanted === 'invite') return <InvitePartner route={route} />;
  if (wanted === 'import') return <ImportSheet place={{ ...partnerPlace, makes: 'drafts' }} close={() => leave()} />;
  return <PartnersLists route={route} />;
}
