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

interface Asked {
  readonly act: Act;
  /** As he was when it was asked: what a colleague does meanwhile is not undone unseen. */
  readonly person: Person;
}

/** What an administrator may do with a person. */
export function PersonActs({ person }: { readonly person: Person }) {
  const [asked, setAsked] = useState<Asked>();
  const close = () => setAsked(undefined);
  const ask = (act: Act) => () => setAsked({ act, person });
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button onClick={ask('remove')}>Remove</Button>
      <Button onClick={ask('turn')}>{person.state === 'active' ? 'Shut out' : 'Let in'}</Button>
      <Button variant="primary" onClick={ask('change')}>
        Change
      </Button>
      {asked?.act === 'change' && (
        <FormWindow title={`Change ${person.username}`} close={close}>
          <PersonForm before={asked.person} saved={close} cancel={close} />
        </FormWindow>
      )}
      {asked?.act === 'turn' && <Turn person={asked.person} close={close} />}
      {asked?.act === 'remove' && <Remove person={asked.person} close={close} />}
    </SpaceBetween>
  );
}

interface AskedOf {
  readonly person: Person;
  readonly close: () => void;
}

const pathOf = (username: string) => `/api/users/${encodeURIComponent(username)}`;

function Turn({ person: { username, role, name, email, state, changedAt }, close }: AskedOf) {
  const isIn = state === 'active';
  const turn = useDeed(
    (api) => {
      const wanted = { role, name, email, state: isIn ? 'disabled' : 'active' };
      return api.replace(pathOf(username), wanted, personShape, { tag: changedAt });
    },
    () => (isIn ? `${username} is shut out within a minute.` : `${username} may come in again.`),
  );
  return (
    <ConfirmModal
      question={isIn ? `Shut ${username} out?` : `Let ${username} in again?`}
      consequence="It holds within a minute."
      label={isIn ? 'Shut out' : 'Let in'}
      act={() => turn.mutateAsync()}
      close={close}
    />
  );
}

function Remove({ person: { username }, close }: AskedOf) {
  const remove = useDeed(
    (api) => api.remove(pathOf(username)),
    () => `${username} is removed.`,
  );
  return (
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
  );
}
