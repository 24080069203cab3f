import DatePicker from '@cloudscape-design/components/date-picker';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import TimeInput from '@cloudscape-design/components/time-input';
import { useState } from 'react';
import { wallTime } from './when.tsx';

interface Given {
  readonly label: string;
  readonly constraint?: string;
  /** What it says at first, ISO 8601; nothing without. */
  readonly first?: string | undefined;
  /** With the time in UTC, or nothing while it is none. */
  readonly change: (at: string | undefined) => void;
  readonly error?: string | undefined;
}

/** A time by the clock on this wall, in a form. */
export function TimeField({ label, constraint, first, change, error }: Given) {
  const [before = '', clock = ''] = first === undefined ? [] : wallTime(new Date(first)).split(' ');
  const [day, setDay] = useState(before);
  const [time, setTime] = useState(clock);
  const put = (toDay: string, toTime: string) => {
    setDay(toDay);
    setTime(toTime);
    const meant = new Date(`${toDay}T${complete(toTime)}`);
    change(Number.isNaN(meant.getTime()) ? undefined : meant.toISOString());
  };
  const offset = wallTime(new Date()).split(' ').at(-1);
  return (
    <FormField
      label={label}
      constraintText={constraint}
      description={`By the clock here, UTC${offset}`}
      errorText={error}
    >
      <SpaceBetween direction="horizontal" size="xs">
        <DatePicker
          value={day}
          placeholder="YYYY-MM-DD"
          format="iso"
          ariaLabel={`${label}, day`}
          openCalendarAriaLabel={(chosen) => `Choose the day${chosen === null ? '' : `, it is ${chosen}`}`}
          onChange={({ detail }) => put(detail.value, time)}
        />
        <TimeInput
          value={time}
          placeholder="hh:mm:ss"
          ariaLabel={`${label}, time`}
          onChange={({ detail }) => put(day, detail.value)}
        />
      </SpaceBetween>
    </FormField>
  );
}

/** `9:3` and nothing at all are times of a day as well. */
const complete = (time: string): string => {
  const [hours = '', minutes = '', seconds = ''] = time.split(':');
  return [hours, minutes, seconds].map((part) => part.padStart(2, '0')).join(':');
};
