import Checkbox from '@cloudscape-design/components/checkbox';
import { useState } from 'react';
import { unknown } from 'valibot';
import { ChoiceField } from './choice-field.tsx';
import { errorAt } from './error-at.ts';
import { SubmitForm } from './submit-form.tsx';
import { TextField } from './text-field.tsx';
import { useDeed } from './use-deed.tsx';

/** Fields of a schedule with a word on what they hold (EPCIS 2.0 §8.2.5.3). */
const scheduleFields = [
  ['month', 'Month', '1 to 12'],
  ['dayOfMonth', 'Day of month', '1 to 31'],
  ['dayOfWeek', 'Day of week', '1 (Monday) to 7'],
  ['hour', 'Hour (UTC)', '0 to 23'],
  ['minute', 'Minute', '0 to 59'],
  ['second', 'Second', '0 to 59'],
] as const;

const modes = [
  { value: 'stream', label: 'as events are captured' },
  { value: 'schedule', label: 'by a schedule' },
];

interface Given {
  /** Path of the query. */
  readonly query: string;
  readonly saved: () => void;
  readonly cancel: () => void;
}

/** Subscribes an address to a query: as events are captured, or by a schedule. */
export function SubscriptionForm({ query, saved, cancel }: Given) {
  const [dest, setDest] = useState('');
  const [token, setToken] = useState('');
  const [mode, setMode] = useState('stream');
  const [schedule, setSchedule] = useState<Readonly<Record<string, string>>>({});
  const [isToldEmpty, tellEmpty] = useState(false);
  const isScheduled = mode === 'schedule';
  const subscribe = useDeed(
    (api) => {
      const said = Object.entries(schedule).flatMap(([name, value]) =>
        value.trim() === '' ? [] : [[name, value.trim()]],
      );
      const how = isScheduled ? { schedule: Object.fromEntries(said), reportIfEmpty: isToldEmpty } : { stream: true };
      const signed = token === '' ? {} : { signatureToken: token };
      return api.post(`${query}/subscriptions`, { dest: dest.trim(), ...signed, ...how }, unknown());
    },
    () => `${dest.trim()} is subscribed.`,
  );
  const wrong = errorAt(subscribe.error);
  return (
    <SubmitForm
      label="New subscription"
      act="Subscribe"
      submit={() => subscribe.mutate(undefined, { onSuccess: saved })}
      isPending={subscribe.isPending}
      isReady={dest.trim() !== ''}
      error={subscribe.error}
      cancel={cancel}
    >
      <TextField
        label="Address that is told"
        value={dest}
        change={setDest}
        type="url"
        hint="https://partner.example/epcis"
        constraint="It is sent POST requests"
        error={wrong('/dest')}
      />
      <TextField
        label="Key of its signatures - optional"
        value={token}
        change={setToken}
        constraint="If it checks them"
        error={wrong('/signatureToken')}
      />
      <ChoiceField label="When" value={mode} values={modes} change={setMode} />
      {isScheduled &&
        scheduleFields.map(([name, label, hint]) => (
          <TextField
            key={name}
            label={`${label} - optional`}
            hint={hint}
            value={schedule[name] ?? ''}
            change={(value) => setSchedule({ ...schedule, [name]: value })}
            error={wrong(`/schedule/${name}`)}
          />
        ))}
      {isScheduled && (
        <Checkbox checked={isToldEmpty} onChange={({ detail }) => tellEmpty(detail.checked)}>
          Also when nothing was found
        </Checkbox>
      )}
    </SubmitForm>
  );
}
