import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import TimeInput from '@cloudscape-design/components/time-input';
import { type FormEvent, useEffect, useState } from 'react';
import { DayField } from './day-field.tsx';
import { momentOf, offsetOn } from './moment.ts';
import { wallTime } from './when.tsx';

interface Given {
  readonly at: string | undefined;
  readonly change: (at: string | undefined) => void;
}

/** The time as of which something is shown, by the clock on this wall; now where none is given. */
export function TimePoint({ at, change }: Given) {
  const [day, setDay] = useState('');
  const [time, setTime] = useState('');
  useEffect(() => {
    const [toDay = '', toTime = ''] = at === undefined ? [] : wallTime(new Date(at)).split(' ');
    setDay(toDay);
    setTime(toTime);
  }, [at]);
  const meant = momentOf(day, time);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // To the end of the second, since the clock shows no less.
    if (meant) change(meant.replace('.000Z', '.999Z'));
  };
  return (
    <form onSubmit={submit} aria-label="As of when" className="filters">
      <DayField label="As it was on" value={day} change={setDay} />
      <FormField label={`at (UTC${offsetOn(day, time)})`}>
        <TimeInput value={time} placeholder="hh:mm:ss" onChange={({ detail }) => setTime(detail.value)} />
      </FormField>
      <div className="deeds">
        <SpaceBetween direction="horizontal" size="xs">
          <Button formAction="submit" disabled={!meant}>
            Show it so
          </Button>
          <Button formAction="none" disabled={at === undefined} onClick={() => change(undefined)}>
            Now
          </Button>
        </SpaceBetween>
      </div>
    </form>
  );
}
