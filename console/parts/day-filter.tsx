import { useEffect, useState } from 'react';
import { isDay } from '../../shared/is-day.ts';
import { DayField } from './day-field.tsx';

interface Given {
  readonly label: string;
  /** `2026-03-01` as the list is narrowed now; empty where it is not. */
  readonly value: string;
  readonly change: (day: string) => void;
}

/** A day that narrows a list at the server, as soon as it is one. */
export function DayFilter({ label, value, change }: Given) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const take = (day: string) => {
    setTyped(day);
    if (day === '' || isDay(day)) change(day);
  };
  return <DayField label={label} value={typed} change={take} />;
}
