import DatePicker from '@cloudscape-design/components/date-picker';
import FormField from '@cloudscape-design/components/form-field';

interface Given {
  readonly label: string;
  /** `2026-03-01`; empty where nothing is said. */
  readonly value: string;
  readonly change: (day: string) => void;
  readonly constraint?: string | undefined;
  readonly error?: string | undefined;
}

/** A day of the calendar, in a form. */
export function DayField({ label, value, change, constraint, error }: Given) {
  return (
    <FormField label={label} constraintText={constraint} errorText={error}>
      <DatePicker
        value={value}
        format="iso"
        placeholder="YYYY-MM-DD"
        openCalendarAriaLabel={(chosen) => `${label}: choose the day${chosen === null ? '' : `, it is ${chosen}`}`}
        onChange={({ detail }) => change(detail.value)}
      />
    </FormField>
  );
}
