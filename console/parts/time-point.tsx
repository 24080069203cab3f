import Button from '@cloudscape-design/components/button';
import DatePicker from '@cloudscape-design/components/date-picker';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import TimeInput from '@cloudscape-design/components/time-input';
import { type FormEvent, useEffect, useState } from 'react';
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
  // To the end of the second, since the clock shows no less.
  const meant = new Date(`${day}T${complete(time)}.999`);
  const isTime = !Number.isNaN(meant.getTime());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isTime) change(meant.toISOString());
  };
  const offset = wallTime(isTime ? meant : new Date())
    .split(' ')
    .at(-1);
  return (
    <form onSubmit={submit} aria-label="As of when" className="filters">
      <FormField label="As it was on">
        <DatePicker
          value={day}
          placeholder="YYYY-MM-DD"
          format="iso"
          openCalendarAriaLabel={(chosen) => `Choose the day${chosen === null ? '' : `, it is ${chosen}`}`}
          onChange={({ detail }) => setDay(detail.value)}
        />
      </FormField>
      <FormField label={`at (UTC${offset})`}>
        <TimeInput value={time} placeholder="hh:mm:ss" onChange={({ detail }) => setTime(detail.value)} />
      </FormField>
      <div className="deeds">
        <SpaceBetween direction="horizontal" size="xs">
          <Button formAction="submit" disabled={!isTime}>
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

/** `9:3` and nothing at all are times of a day as well. */
const complete = (time: string): string => {
  const [hours = '', minutes = '', seconds = ''] = time.split(':');
  return [hours, minutes, seconds].map((part) => part.padStart(2, '0')).join(':');
};
