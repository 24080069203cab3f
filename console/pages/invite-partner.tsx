import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type * as v from 'valibot';
import { madeInvitation } from '../../shared/messages/onboarding-api.ts';
import type { PageProps } from '../page-props.ts';
import { Copyable } from '../parts/copyable.tsx';
import { emptyInvitation, type InvitationDraft, wantedInvitation } from '../parts/invitation-draft.ts';
import { InvitationSteps } from '../parts/invitation-steps.tsx';
import { useDeed } from '../parts/use-deed.tsx';
import { When } from '../parts/when.tsx';
import { routeTo } from '../route.ts';

/** Invites a partner, step by step; the link is shown this once. The address may name the partner. */
export function InvitePartner({ route }: PageProps) {
  const known = route.query.get('partner');
  const [draft, setDraft] = useState<InvitationDraft>({ ...emptyInvitation, partner: known ?? '' });
  const partner = draft.partner.trim();
  const invite = useDeed((api) =>
    api.post(`/api/partners/${encodeURIComponent(partner)}/invitation`, wantedInvitation(draft), madeInvitation),
  );
  const leave = () => location.assign(routeTo('partners', known ?? ''));
  return (
    <ContentLayout header={<Header variant="h1">Invite {known ?? 'a partner'}</Header>}>
      {invite.data === undefined ? (
        <InvitationSteps
          draft={draft}
          change={setDraft}
          isKnown={known !== undefined}
          submit={() => invite.mutate()}
          isPending={invite.isPending}
          error={invite.error}
          cancel={leave}
        />
      ) : (
        <Made invitation={invite.data} />
      )}
    </ContentLayout>
  );
}

function Made({ invitation }: { readonly invitation: v.InferOutput<typeof madeInvitation> }) {
  const { partner, link, expiresAt, accept } = invitation;
  return (
    <Container header={<Header variant="h2">The invitation of {partner}</Header>}>
      <SpaceBetween size="m">
        <Alert type="warning" header="It is shown this once">
          Nothing is mailed: send it by a way you trust. It opens until <When at={expiresAt} />.
        </Alert>
        <Copyable label="Link of the invitation" text={link} />
        <Copyable label="How it is taken up, to send along" text={accept} />
        <Button variant="primary" href={routeTo('partners', partner, { tab: 'partnership' })}>
          Open the partnership with {partner}
        </Button>
      </SpaceBetween>
    </Container>
  );
}
