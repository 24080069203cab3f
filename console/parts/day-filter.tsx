import DatePicker from '@cloudscape-design/components/date-picker';
import FormField from '@cloudscape-design/components/form-field';
import { useEffect, useState } from 'react';

interface Given {
  readonly label: string;
  /** `2026-03-01` as the list is narrowed now; empty where it is not. */
  readonly value: string;
  readonly change: (day: string) => void;
}

/** A day that narrows a list at the server. */
export function DayFilter({ label, value, change }: Given) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const take = (day: string) => {
    setTyped(day);
    if (day === '' || /^\d{4}-\d{2}-\d{2}$/.test(day)) change(day);
  };
  return (
    <FormField label={label}>
      <DatePicker
        value={typed}
        format="iso"
        placeholder="YYYY-MM-DD"
        openCalendarAriaLabel={() => `${label}: choose the day`}
        onChange={({ detail }) => take(detail.value)}
      />
    </FormField>
  );
}
