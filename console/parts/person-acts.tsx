import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { type Person, person as personShape } from '../../shared/access/member.ts';
import { routeTo } from '../route.ts';
import { ConfirmModal } from './confirm-modal.tsx';
import { FormWindow } from './form-window.tsx';
import { PersonForm } from './person-form.tsx';
import { useDeed } from './use-deed.tsx';

type Act = 'change' | 'turn' | 'remove';

/** What an administrator may do with a person. */
export function PersonActs({ person }: { readonly person: Person }) {
  const { username, role, name, email, state } = person;
  const [asked, setAsked] = useState<Act>();
  const close = () => setAsked(undefined);
  const path = `/api/users/${encodeURIComponent(username)}`;
  const isIn = state === 'active';
  const turn = useDeed(
    (api) => api.replace(path, { role, name, email, state: isIn ? 'disabled' : 'active' }, personShape),
    () => (isIn ? `${username} is shut out within a minute.` : `${username} may come in again.`),
  );
  const remove = useDeed(
    (api) => api.remove(path),
    () => `${username} is removed.`,
  );
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button onClick={() => setAsked('remove')}>Remove</Button>
      <Button onClick={() => setAsked('turn')}>{isIn ? 'Shut out' : 'Let in'}</Button>
      <Button variant="primary" onClick={() => setAsked('change')}>
        Change
      </Button>
      {asked === 'change' && (
        <FormWindow title={`Change ${username}`} close={close}>
          <PersonForm before={person} saved={close} cancel={close} />
        </FormWindow>
      )}
      {asked === 'turn' && (
        <ConfirmModal
          question={isIn ? `Shut ${username} out?` : `Let ${username} in again?`}
          consequence="It holds within a minute."
          label={isIn ? 'Shut out' : 'Let in'}
          act={() => turn.mutateAsync()}
          close={close}
        />
      )}
      {asked === 'remove' && (
        <ConfirmModal
          question={`Remove ${username} for good?`}
          consequence="The user name is never given to anybody else. This cannot be undone."
          label="Remove"
          act={async () => {
            await remove.mutateAsync();
            location.assign(routeTo('people'));
          }}
          close={close}
        />
      )}
    </SpaceBetween>
  );
}
