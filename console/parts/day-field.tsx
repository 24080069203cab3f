import Button, { type ButtonProps } from '@cloudscape-design/components/button';
import Calendar from '@cloudscape-design/components/calendar';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useRef, useState } from 'react';
import { isDay } from '../../shared/is-day.ts';
import { typedDay, wrongDay } from './typed-day.ts';

interface Given {
  readonly label: string;
  /** `2026-03-01`; empty where nothing is said. */
  readonly value: string;
  readonly change: (day: string) => void;
  readonly constraint?: string | undefined;
  readonly error?: string | undefined;
}

/** A day of the calendar, in a form. It is typed as a text: `DatePicker` makes 28 February of a 31st, and nobody sees it. */
export function DayField({ label, value, change, constraint, error }: Given) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<ButtonProps.Ref>(null);
  const day = isDay(value) ? value : '';
  const choose = (chosen: string) => {
    change(chosen);
    setOpen(false);
    button.current?.focus();
  };
  return (
    <SpaceBetween size="xxs">
      <FormField label={label} constraintText={constraint} errorText={wrongDay(value) ?? error}>
        <div className="beside-it">
          <Input
            value={value}
            placeholder="YYYY-MM-DD"
            autoComplete={false}
            onChange={({ detail }) => change(typedDay(detail.value))}
          />
          <Button
            ref={button}
            iconName="calendar"
            formAction="none"
            ariaExpanded={isOpen}
            ariaLabel={`${label}: choose the day${day === '' ? '' : `, it is ${day}`}`}
            onClick={() => setOpen(!isOpen)}
          />
        </div>
      </FormField>
      {isOpen && <Calendar ariaLabel={label} value={day} onChange={({ detail }) => choose(detail.value)} />}
    </SpaceBetween>
  );
}
