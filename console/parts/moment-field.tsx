import FormField from '@cloudscape-design/components/form-field';
import TimeInput from '@cloudscape-design/components/time-input';
import { useState } from 'react';
import { DayField } from './day-field.tsx';
import { momentOf, offsetOn } from './moment.ts';
import { wallTime } from './when.tsx';

interface Given {
  readonly label: string;
  readonly constraint?: string;
  /** What it says at first, ISO 8601; nothing without. */
  readonly first?: string | undefined;
  /** Told a time in UTC; `''` where nothing is said, and undefined where what stands there is no time. */
  readonly change: (at: string | undefined) => void;
  readonly error?: string | undefined;
}

/** A day and a time of it, by the clock on this wall. */
export function MomentField({ label, constraint, first, change, error }: Given) {
  const [before = '', clock = ''] = first === undefined ? [] : wallTime(new Date(first)).split(' ');
  const [day, setDay] = useState(before);
  const [time, setTime] = useState(clock);
  const put = (toDay: string, toTime: string) => {
    setDay(toDay);
    setTime(toTime);
    change(momentOf(toDay, toTime));
  };
  return (
    <div className="filters">
      <DayField label={label} constraint={constraint} error={error} value={day} change={(toDay) => put(toDay, time)} />
      <FormField label={`${label}, time (UTC${offsetOn(day, time)})`}>
        <TimeInput value={time} placeholder="hh:mm:ss" onChange={({ detail }) => put(day, detail.value)} />
      </FormField>
    </div>
  );
}
