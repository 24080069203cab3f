import { useState } from 'react';
import { roles } from '../../shared/access/permissions.ts';
import { ChoiceField } from './choice-field.tsx';
import { errorAt } from './error-at.ts';
import { type ClientWithSecret, clientWithSecret } from './machine-clients.ts';
import { SubmitForm } from './submit-form.tsx';
import { TextField } from './text-field.tsx';
import { useDeed } from './use-deed.tsx';

interface Given {
  readonly saved: (made: ClientWithSecret) => void;
  readonly cancel: () => void;
}

const scopeWords = [
  { value: 'read write', label: 'read and write' },
  { value: 'read', label: 'read' },
];

/** What a new machine client is to be. */
export function KeyForm({ saved, cancel }: Given) {
  const [id, setId] = useState('');
  const [name, setName] = useState('');
  const [role, setRole] = useState('');
  const [scopes, setScopes] = useState('read write');
  const [partner, setPartner] = useState('');
  const isOfPartner = role === 'partner-api';
  const make = useDeed((api) => {
    const whose = isOfPartner && partner.trim() !== '' ? { partner: partner.trim() } : {};
    const wanted = { id: id.trim(), name: name.trim(), role, scopes: scopes.split(' '), ...whose };
    return api.post('/api/clients', wanted, clientWithSecret);
  });
  const wrong = errorAt(make.error);
  return (
    <SubmitForm
      label="New machine client"
      act="Make it"
      submit={() => make.mutate(undefined, { onSuccess: saved })}
      isPending={make.isPending}
      isReady={[id, name, role].every((one) => one.trim() !== '')}
      error={make.error}
      cancel={cancel}
    >
      <TextField
        label="Id"
        value={id}
        change={setId}
        constraint="Lower-case letters, digits and hyphens; yours to choose"
        error={wrong('/id')}
      />
      <TextField label="What it is" value={name} change={setName} constraint="For people" error={wrong('/name')} />
      <ChoiceField label="Role" value={role} values={roles} change={setRole} error={wrong('/role')} />
      <ChoiceField label="It may" value={scopes} values={scopeWords} change={setScopes} error={wrong('/scopes')} />
      {isOfPartner && (
        <TextField
          label="Of the partner - optional"
          value={partner}
          change={setPartner}
          constraint="It sees and does what is that partner's, and nothing else"
          error={wrong('/partner')}
        />
      )}
    </SubmitForm>
  );
}
