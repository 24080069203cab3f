import { useState } from 'react';
import { isNotice } from '../../shared/desk/kinds.ts';
import { isOfQuality } from '../../shared/desk/resolutions.ts';
import { AreaField } from './area-field.tsx';
import { ChoiceField } from './choice-field.tsx';
import { type DeskCase, deskCase, deskCasePath } from './desk-cases.ts';
import { errorAt } from './error-at.ts';
import { FormModal } from './form-modal.tsx';
import { SignModal } from './sign-modal.tsx';
import { useDeed } from './use-deed.tsx';

interface Given {
  readonly row: DeskCase;
  readonly close: () => void;
}

const outcomes = [
  { value: 'resolved', label: 'resolved' },
  { value: 'withdrawn', label: 'withdrawn: it was none' },
];
const LEAST = 10;

/** Ends a case; who opened it does, and quality signs where it decides. */
export function DeskClosing({ row: { id, kind, state, proposal }, close }: Given) {
  const [outcome, setOutcome] = useState('resolved');
  const [reason, setReason] = useState('');
  const end = useDeed(
    (api, more: object) => api.post(`${deskCasePath(id)}/close`, { outcome, ...more }, deskCase),
    () => 'The case has ended.',
  );
  const chosen = <ChoiceField label="Outcome" value={outcome} values={outcomes} change={setOutcome} />;
  const decides = isNotice(kind) || (state === 'agreed' && isOfQuality(kind, proposal?.resolution));
  if (decides)
    return (
      <SignModal
        label="End the case, signed"
        meanings={['decided for quality']}
        sign={({ meaning, reason: why }) => end.mutateAsync({ reason: why, signature: { meaning } })}
        close={close}
      >
        {chosen}
      </SignModal>
    );
  return (
    <FormModal
      title="End the case"
      act="End the case"
      submit={() => end.mutate({ reason: reason.trim() }, { onSuccess: close })}
      isPending={end.isPending}
      isReady={reason.trim().length >= LEAST}
      error={end.error}
      close={close}
    >
      {chosen}
      <AreaField
        label="Reason"
        constraint={`${LEAST} characters or more; it cannot be opened again`}
        value={reason}
        change={setReason}
        error={errorAt(end.error)('/reason')}
      />
    </FormModal>
  );
}
