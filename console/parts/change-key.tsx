import { useState } from 'react';
import { type MachineClient, machineClient } from '../../shared/access/member.ts';
import { roles } from '../../shared/access/permissions.ts';
import { ChoiceField } from './choice-field.tsx';
import { errorAt } from './error-at.ts';
import { FormModal } from './form-modal.tsx';
import { clientPath } from './machine-clients.ts';
import { TextField } from './text-field.tsx';
import { useDeed } from './use-deed.tsx';

interface Given {
  readonly client: MachineClient;
  readonly close: () => void;
}

/** Changes what a machine client is called and may; what is left as it is, is not sent. A partner's keeps its role. */
export function ChangeKey({ client, close }: Given) {
  const [name, setName] = useState(client.name);
  const [role, setRole] = useState<string>(client.role);
  const changed = {
    ...(name.trim() !== client.name && { name: name.trim() }),
    ...(role !== client.role && { role }),
  };
  const change = useDeed(
    (api) => api.replace(clientPath(client.id), changed, machineClient, { tag: client.changedAt }),
    ({ id }) => `${id} is changed. A new role holds within a minute.`,
  );
  const wrong = errorAt(change.error);
  return (
    <FormModal
      title={`Change ${client.id}`}
      act="Save"
      submit={() => change.mutate(undefined, { onSuccess: close })}
      isPending={change.isPending}
      isReady={name.trim() !== '' && Object.keys(changed).length > 0}
      error={change.error}
      close={close}
    >
      <TextField label="What it is" value={name} change={setName} constraint="For people" error={wrong('/name')} />
      {client.partner === undefined && (
        <ChoiceField label="Role" value={role} values={roles} change={setRole} error={wrong('/role')} />
      )}
    </FormModal>
  );
}
