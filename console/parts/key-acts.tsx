import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { type MachineClient, machineClient } from '../../shared/access/member.ts';
import { routeTo } from '../route.ts';
import { ChangeKey } from './change-key.tsx';
import { ConfirmModal } from './confirm-modal.tsx';
import { type ClientWithSecret, clientPath } from './machine-clients.ts';
import { RotateSecret } from './rotate-secret.tsx';
import { SecretModal } from './secret-modal.tsx';
import { useDeed } from './use-deed.tsx';

type Act = 'change' | 'turn' | 'rotate' | 'remove';

/** What an administrator may do with a machine client. */
export function KeyActs({ client }: { readonly client: MachineClient }) {
  const [asked, setAsked] = useState<{ readonly act: Act; readonly client: MachineClient }>();
  const [made, setMade] = useState<ClientWithSecret>();
  const close = () => setAsked(undefined);
  const ask = (act: Act) => () => setAsked({ act, client });
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button onClick={ask('remove')}>Remove</Button>
      <Button onClick={ask('turn')}>{client.state === 'active' ? 'Shut out' : 'Let in'}</Button>
      <Button onClick={ask('change')}>Change</Button>
      <Button variant="primary" onClick={ask('rotate')}>
        New secret
      </Button>
      {asked?.act === 'change' && <ChangeKey client={asked.client} close={close} />}
      {asked?.act === 'turn' && <Turn client={asked.client} close={close} />}
      {asked?.act === 'rotate' && <RotateSecret client={asked.client} made={setMade} close={close} />}
      {asked?.act === 'remove' && <Remove client={asked.client} close={close} />}
      {made !== undefined && <SecretModal client={made} close={() => setMade(undefined)} />}
    </SpaceBetween>
  );
}

interface Asked {
  readonly client: MachineClient;
  readonly close: () => void;
}

function Turn({ client: { id, state, changedAt }, close }: Asked) {
  const isIn = state === 'active';
  const turn = useDeed(
    (api) => api.replace(clientPath(id), { state: isIn ? 'disabled' : 'active' }, machineClient, { tag: changedAt }),
    () => (isIn ? `${id} is shut out within a minute.` : `${id} may come in again.`),
  );
  return (
    <ConfirmModal
      question={isIn ? `Shut ${id} out?` : `Let ${id} in again?`}
      consequence="It holds within a minute."
      label={isIn ? 'Shut out' : 'Let in'}
      act={() => turn.mutateAsync()}
      close={close}
    />
  );
}

function Remove({ client: { id }, close }: Asked) {
  const remove = useDeed(
    (api) => api.remove(clientPath(id)),
    () => `${id} is removed.`,
  );
  return (
    <ConfirmModal
      question={`Remove ${id} for good?`}
      consequence="Whatever uses it is shut out. This cannot be undone."
      label="Remove"
      act={async () => {
        await remove.mutateAsync();
        location.assign(routeTo('keys'));
      }}
      close={close}
    />
  );
}
