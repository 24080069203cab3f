import { useState } from 'react';
import { isDay } from '../../shared/is-day.ts';
import { ConfirmModal } from './confirm-modal.tsx';
import { DayField } from './day-field.tsx';
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
      isReady={from === '' || isDay(from)}
      act={() => submit.mutateAsync()}
      close={close}
    >
      {dated && (
        <DayField label="In force from (UTC)" constraint="Empty: with its approval" value={from} change={setFrom} />
      )}
    </ConfirmModal>
  );
}
