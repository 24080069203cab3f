import { useState } from 'react';
import { toldOnboarding } from '../../shared/messages/onboarding-api.ts';
import { AreaField } from './area-field.tsx';
import { ChoiceField } from './choice-field.tsx';
import { errorAt } from './error-at.ts';
import { FormModal } from './form-modal.tsx';
import { onboardingPath, type Partnership } from './onboardings.ts';
import { useDeed } from './use-deed.tsx';
import { words } from './words.ts';

const LEAST = 3;

interface Given {
  readonly row: Partnership;
  /** To which it may be sent back. */
  readonly steps: readonly string[];
  readonly close: () => void;
}

/** Sends a partnership back to a step; the partner reads why. */
export function ReturnOnboarding({ row: { partner }, steps, close }: Given) {
  const [to, setTo] = useState(steps[0] ?? '');
  const [reason, setReason] = useState('');
  const send = useDeed(
    (api) => api.post(`${onboardingPath(partner)}/return`, { to, reason: reason.trim() }, toldOnboarding),
    () => 'It is sent back; the partner reads why.',
  );
  return (
    <FormModal
      title="Send it back to a step"
      act="Send back"
      submit={() => send.mutate(undefined, { onSuccess: close })}
      isPending={send.isPending}
      isReady={reason.trim().length >= LEAST}
      error={send.error}
      close={close}
    >
      <ChoiceField
        label="To the step"
        value={to}
        values={steps.map((value) => ({ value, label: words(value).toLowerCase() }))}
        change={setTo}
      />
      <AreaField
        label="Why"
        constraint="The partner reads it"
        value={reason}
        change={setReason}
        error={errorAt(send.error)('/reason')}
      />
    </FormModal>
  );
}
