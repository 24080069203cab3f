import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import type { ReactNode } from 'react';

/** A value to choose, and what it is for people where it is not its own word. */
export type Choice = string | { readonly value: string; readonly label: string; readonly description?: string };

interface Given {
  readonly label: string;
  readonly value: string;
  readonly values: readonly Choice[];
  readonly change: (value: string) => void;
  readonly error?: string | undefined;
  readonly constraint?: ReactNode;
  readonly description?: ReactNode;
  readonly stretch?: boolean;
}

/** One of a few things, in a form. */
export function ChoiceField({ label, value, values, change, error, constraint, description, stretch }: Given) {
  const options = values.map((one) => (typeof one === 'string' ? { value: one, label: one } : one));
  return (
    <FormField
      label={label}
      errorText={error}
      constraintText={constraint}
      description={description}
      stretch={stretch ?? false}
    >
      <Select
        placeholder="Choose"
        selectedOption={options.find((one) => one.value === value) ?? null}
        options={options}
        onChange={({ detail }) => change(detail.selectedOption.value ?? '')}
      />
    </FormField>
  );
}
