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
  /** What there is to choose is still asked for. */
  readonly isLoading?: boolean;
  /** What to say where there is nothing to choose. */
  readonly empty?: string;
}

/** One of a few things, in a form. */
export function ChoiceField({ label, value, values, change, error, isLoading = false, empty = '', ...given }: Given) {
  const options = values.map((one) => (typeof one === 'string' ? { value: one, label: one } : one));
  return (
    <FormField
      label={label}
      errorText={error}
      constraintText={given.constraint}
      description={given.description}
      stretch={given.stretch ?? false}
    >
      <Select
        placeholder="Choose"
        selectedOption={options.find((one) => one.value === value) ?? null}
        options={options}
        statusType={isLoading ? 'loading' : 'finished'}
        loadingText="Looking …"
        empty={empty}
        onChange={({ detail }) => change(detail.selectedOption.value ?? '')}
      />
    </FormField>
  );
}
