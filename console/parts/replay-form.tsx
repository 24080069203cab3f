import { useState } from 'react';
import { listenerView } from '../../shared/announcements/listeners-api.ts';
import { errorAt } from './error-at.ts';
import { MomentField } from './moment-field.tsx';
import { SubmitForm } from './submit-form.tsx';
import { useDeed } from './use-deed.tsx';

/** Has a listener told once more what happened in a span of time. @param path of the listener */
export function ReplayForm({ path, close }: { readonly path: string; readonly close: () => void }) {
  const [from, setFrom] = useState<string | undefined>('');
  const [to, setTo] = useState<string | undefined>('');
  const replay = useDeed(
    (api) => api.post(`${path}/replay`, { from, ...(to && { to }) }, listenerView),
    () => 'It is told once more, beside what happens meanwhile.',
  );
  const wrong = errorAt(replay.error);
  return (
    <SubmitForm
      label="Tell once more"
      act="Tell it once more"
      submit={() => replay.mutate(undefined, { onSuccess: close })}
      isPending={replay.isPending}
      isReady={Boolean(from) && to !== undefined}
      error={replay.error}
      cancel={close}
    >
      <MomentField
        label="What happened from"
        change={setFrom}
        constraint="90 days ago at most"
        error={wrong('/from')}
      />
      <MomentField label="To" change={setTo} constraint="Until now where nothing is said" error={wrong('/to')} />
    </SubmitForm>
  );
}
