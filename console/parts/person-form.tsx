import { useState } from 'react';
import { type Person, person as personShape, wantedPerson } from '../../shared/access/member.ts';
import { ChoiceField } from './choice-field.tsx';
import { errorAt } from './error-at.ts';
import { SubmitForm } from './submit-form.tsx';
import { TextField } from './text-field.tsx';
import { useDeed } from './use-deed.tsx';

interface Given {
  /** Whose role, name and address are changed, as he was seen; absent for somebody new. */
  readonly before?: Person;
  readonly saved: (username: string) => void;
  readonly cancel: () => void;
}

const roles = wantedPerson.entries.role.options;

/** Registers a person, or changes role, name and address of one. */
export function PersonForm({ before, saved, cancel }: Given) {
  const [username, setUsername] = useState(before?.username ?? '');
  const [name, setName] = useState(before?.name ?? '');
  const [email, setEmail] = useState(before?.email ?? '');
  const [role, setRole] = useState<string>(before?.role ?? '');
  const save = useDeed(
    (api) => {
      const wanted = { role, name: name.trim(), email: email.trim(), ...(before && { state: before.state }) };
      // Whoever was changed since, or exists already, is not written over.
      const expected = { tag: before?.changedAt };
      return api.replace(`/api/users/${encodeURIComponent(username.trim())}`, wanted, personShape, expected);
    },
    (one) =>
      before === undefined ? `${one.username} is registered and invited by e-mail.` : `${one.username} is changed.`,
  );
  const wrong = errorAt(save.error);
  return (
    <SubmitForm
      label={before === undefined ? 'Register a person' : `Change ${before.username}`}
      act={before === undefined ? 'Register' : 'Save'}
      submit={() => save.mutate(undefined, { onSuccess: (one) => saved(one.username) })}
      isPending={save.isPending}
      isReady={[username, name, email, role].every((one) => one.trim() !== '')}
      error={save.error}
      cancel={cancel}
    >
      {before === undefined && (
        <TextField
          label="User name"
          value={username}
          change={setUsername}
          constraint="3 to 128 lower-case letters, digits and . _ + - @; it is never given to anybody else"
          error={wrong('/username')}
        />
      )}
      <TextField
        label="Name"
        value={name}
        change={setName}
        constraint="As printed beside signatures"
        error={wrong('/name')}
      />
      <TextField
        label="E-mail"
        value={email}
        change={setEmail}
        type="email"
        constraint="Where the invitation and forgotten passwords go"
        error={wrong('/email')}
      />
      <ChoiceField label="Role" value={role} values={roles} change={setRole} error={wrong('/role')} />
    </SubmitForm>
  );
}
