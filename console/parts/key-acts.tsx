import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { type MachineClient, machineClient } from '../../shared/access/member.ts';
import { routeTo } from '../route.ts';
import { ConfirmModal } from './confirm-modal.tsx';
import { type ClientWithSecret, clientPath, clientWithSecret } from './machine-clients.ts';
import { SecretModal } from './secret-modal.tsx';
import { useDeed } from './use-deed.tsx';

type Act = 'turn' | 'rotate' | 'remove';

/** What an administrator may do with a machine client. */
export function KeyActs({ client: { id, state } }: { readonly client: MachineClient }) {
  const [asked, setAsked] = useState<Act>();
  const [made, setMade] = useState<ClientWithSecret>();
  const close = () => setAsked(undefined);
  const path = clientPath(id);
  const isIn = state === 'active';
  const turn = useDeed(
    (api) => api.replace(path, { state: isIn ? 'disabled' : 'active' }, machineClient),
    () => (isIn ? `${id} is shut out within a minute.` : `${id} may come in again.`),
  );
  const rotate = useDeed((api) => api.post(`${path}/secret`, { keepPrevious: true }, clientWithSecret));
  const remove = useDeed(
    (api) => api.remove(path),
    () => `${id} is removed.`,
  );
  const questions = {
    turn: {
      question: isIn ? `Shut ${id} out?` : `Let ${id} in again?`,
      consequence: 'It holds within a minute.',
      label: isIn ? 'Shut out' : 'Let in',
      act: () => turn.mutateAsync(),
    },
    rotate: {
      question: `A new secret for ${id}?`,
      consequence:
        'The one before works on until the next rotation, so that its system can be told the new one without a pause.',
      label: 'Make it',
      act: async () => setMade(await rotate.mutateAsync()),
    },
    remove: {
      question: `Remove ${id} for good?`,
      consequence: 'Whatever uses it is shut out. This cannot be undone.',
      label: 'Remove',
      act: async () => {
        await remove.mutateAsync();
        location.assign(routeTo('keys'));
      },
    },
  };
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button onClick={() => setAsked('remove')}>Remove</Button>
      <Button onClick={() => setAsked('turn')}>{isIn ? 'Shut out' : 'Let in'}</Button>
      <Button variant="primary" onClick={() => setAsked('rotate')}>
        New secret
      </Button>
      {asked !== undefined && <ConfirmModal {...questions[asked]} close={close} />}
      {made !== undefined && <SecretModal client={made} close={() => setMade(undefined)} />}
    </SpaceBetween>
  );
}
