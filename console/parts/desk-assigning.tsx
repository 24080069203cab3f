import { useState } from 'react';
import { useHere } from '../shell/session-context.ts';
import { type DeskCase, deskCase, deskCasePath } from './desk-cases.ts';
import { errorAt } from './error-at.ts';
import { FormModal } from './form-modal.tsx';
import { TextField } from './text-field.tsx';
import { useDeed } from './use-deed.tsx';

interface Given {
  readonly row: DeskCase;
  readonly close: () => void;
}

/** Gives a case to somebody, or to nobody. */
export function DeskAssigning({ row: { id, assignee }, close }: Given) {
  const { username } = useHere();
  const [to, setTo] = useState(assignee ?? username);
  const name = to.trim();
  const assign = useDeed(
    (api) => api.post(`${deskCasePath(id)}/assign`, name === '' ? {} : { assignee: name }, deskCase),
    () => (name === '' ? 'It is assigned to nobody.' : `It is assigned to ${name}.`),
  );
  return (
    <FormModal
      title="Assign"
      act="Assign"
      submit={() => assign.mutate(undefined, { onSuccess: close })}
      isPending={assign.isPending}
      error={assign.error}
      close={close}
    >
      <TextField
        label="Assign to"
        constraint="A user name; empty: nobody"
        value={to}
        change={setTo}
        error={errorAt(assign.error)('/assignee')}
      />
    </FormModal>
  );
}
