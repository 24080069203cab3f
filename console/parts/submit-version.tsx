import DatePicker from '@cloudscape-design/components/date-picker';
import FormField from '@cloudscape-design/components/form-field';
import { useState } from 'react';
import { ConfirmModal } from './confirm-modal.tsx';
import { type Version, versionShape } from './master-kinds.ts';
import { useDeed } from './use-deed.tsx';
import type { Versioned } from './versioned.ts';

interface Given {
  readonly subject: Versioned;
  readonly latest: Version;
  readonly close: () => void;
}

/** Hands a draft to whoever approves it, and says from when it shall hold. */
export function SubmitVersion({ subject: { path, name, dated }, latest: { version }, close }: Given) {
  const [from, setFrom] = useState('');
  const submit = useDeed(
    (api) => api.post(`${path}/submit`, from === '' ? {} : { effectiveFrom: `${from}T00:00:00.000Z` }, versionShape),
    () => `Version ${version} of ${name} was submitted; somebody else approves it now.`,
  );
  return (
    <ConfirmModal
      question={`Submit version ${version} of ${name}?`}
      consequence="Somebody who wrote none of it approves it or sends it back."
      label="Submit for approval"
      act={() => submit.mutateAsync()}
      close={close}
    >
      {dated && (
        <FormField label="In force from (UTC)" constraintText="Empty: with its approval" stretch>
          <DatePicker
            value={from}
            placeholder="YYYY-MM-DD"
            openCalendarAriaLabel={(day) => (day === null ? 'Choose a day' : `Choose a day, now ${day}`)}
            onChange={({ detail }) => setFrom(detail.value)}
          />
        </FormField>
      )}
    </ConfirmModal>
  );
}
