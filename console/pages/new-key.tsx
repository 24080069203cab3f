import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import { useState } from 'react';
import { KeyForm } from '../parts/key-form.tsx';
import type { ClientWithSecret } from '../parts/machine-clients.ts';
import { SecretModal } from '../parts/secret-modal.tsx';
import { routeTo } from '../route.ts';

/** Makes a machine client, whose secret is shown once. */
export function NewKey() {
  const [made, setMade] = useState<ClientWithSecret>();
  const leave = (id = '') => location.assign(routeTo('keys', id));
  return (
    <ContentLayout header={<Header variant="h1">Make a key</Header>}>
      <Container>
        <KeyForm saved={setMade} cancel={() => leave()} />
      </Container>
      {made !== undefined && <SecretModal client={made} close={() => leave(made.id)} />}
    </ContentLayout>
  );
}
