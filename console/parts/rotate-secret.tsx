import FormField from '@cloudscape-design/components/form-field';
import RadioGroup from '@cloudscape-design/components/radio-group';
import { useState } from 'react';
import type { MachineClient } from '../../shared/access/member.ts';
import { ConfirmModal } from './confirm-modal.tsx';
import { type ClientWithSecret, clientPath, clientWithSecret } from './machine-clients.ts';
import { useDeed } from './use-deed.tsx';

interface Given {
  readonly client: MachineClient;
  readonly made: (client: ClientWithSecret) => void;
  readonly close: () => void;
}

const fates = [
  {
    value: 'kept',
    label: 'It works on until the next rotation',
    description: 'So that its system can be told the new one without a pause',
  },
  {
    value: 'ended',
    label: 'It ends at once',
    description: 'Whoever else knows it is shut out, and so is its system until it has the new one',
  },
];

/** Makes a new secret, after asking what becomes of the one before: one that leaked must not work on. */
export function RotateSecret({ client: { id }, made, close }: Given) {
  const [fate, setFate] = useState('kept');
  const rotate = useDeed((api) =>
    api.post(`${clientPath(id)}/secret`, { keepPrevious: fate === 'kept' }, clientWithSecret),
  );
  return (
    <ConfirmModal
      question={`A new secret for ${id}?`}
      consequence="It is shown once."
      label="Make it"
      act={async () => made(await rotate.mutateAsync())}
      close={close}
    >
      <FormField label="The secret before">
        <RadioGroup value={fate} items={fates} onChange={({ detail }) => setFate(detail.value)} />
      </FormField>
    </ConfirmModal>
  );
}
