import { useState } from 'react';
import { toldAs2Identity } from '../../shared/messages/network-identity-api.ts';
import { errorAt } from './error-at.ts';
import { FormModal } from './form-modal.tsx';
import { MomentField } from './moment-field.tsx';
import { TextField } from './text-field.tsx';
import { useDeed } from './use-deed.tsx';

interface Given {
  readonly label: string;
  /** Our AS2 name so far. */
  readonly name: string;
  readonly close: () => void;
}

/** Makes a key and certificate for AS2, the first or the next, which partners need before it signs. */
export function MakeAs2Key({ label, name: before, close }: Given) {
  const [as2Id, setName] = useState(before);
  const [signsFrom, setFrom] = useState<string | undefined>('');
  const make = useDeed(
    (api) => api.post('/api/network/identity', { as2Id, ...(signsFrom && { signsFrom }) }, toldAs2Identity),
    ({ generation }) => `Key ${generation} is made. Give partners its certificate.`,
  );
  const at = errorAt(make.error);
  return (
    <FormModal
      title={label}
      act="Make the key"
      submit={() => make.mutate(undefined, { onSuccess: close })}
      isPending={make.isPending}
      isReady={as2Id.trim() !== '' && signsFrom !== undefined}
      error={make.error}
      close={close}
    >
      <TextField label="Our AS2 name" value={as2Id} change={setName} error={at('/as2Id')} />
      <MomentField
        label="Signs from"
        constraint="Empty: at once. Partners need its certificate before"
        change={setFrom}
        error={at('/signsFrom')}
      />
    </FormModal>
  );
}
