import DatePicker from '@cloudscape-design/components/date-picker';
import FormField from '@cloudscape-design/components/form-field';
import TimeInput from '@cloudscape-design/components/time-input';
import { useState } from 'react';
import { wallTime } from './when.tsx';

interface Given {
  readonly label: string;
  readonly constraint?: string;
  readonly error?: string | undefined;
  /** Told a time in UTC, or nothing while there is none. */
  readonly change: (at: string | undefined) => void;
}

/** A day and a time of it, by the clock on this wall. */
export function MomentField({ label, constraint, error, change }: Given) {
  const [day, setDay] = useState('');
  const [time, setTime] = useState('');
  const tell = (ofDay: string, ofTime: string) => {
    setDay(ofDay);
    setTime(ofTime);
    const meant = new Date(`${ofDay}T${complete(ofTime)}`);
    change(Number.isNaN(meant.getTime()) ? undefined : meant.toISOString());
  };
  const shown = new Date(`${day}T${complete(time)}`);
  const zone = wallTime(Number.isNaN(shown.getTime()) ? new Date() : shown)
    .split(' ')
    .at(-1);
  return (
    <div className="filters">
      <FormField label={label} constraintText={constraint} errorText={error}>
        <DatePicker
          value={day}
          format="iso"
          placeholder="YYYY-MM-DD"
          openCalendarAriaLabel={() => `${label}: choose the day`}
          onChange={({ detail }) => tell(detail.value, time)}
        />
      </FormField>
      <FormField label={`${label}, time (UTC${zone})`}>
        <TimeInput value={time} placeholder="hh:mm:ss" onChange={({ detail }) => tell(day, detail.value)} />
      </FormField>
    </div>
  );
}

/** No time at all is the beginning of the day, and `9` is nine o'clock. */
const complete = (time: string): string =>
  [0, 1, 2].map((part) => (time.split(':')[part] ?? '').padStart(2, '0')).join(':');
