import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';

interface Given {
  readonly label: string;
  /** Empty where nothing is chosen yet. */
  readonly value: string;
  readonly values: readonly (
    | string
    | { readonly value: string; readonly label: string; readonly description?: string }
  )[];
  readonly change: (value: string) => void;
  readonly constraint?: string;
  readonly error?: string | undefined;
}

/** One of a few words, in a form. */
export function SelectField({ label, value, values, change, constraint, error }: Given) {
  const options = values.map((one) => (typeof one === 'string' ? { value: one, label: one } : one));
  return (
    <FormField label={label} constraintText={constraint} errorText={error}>
      <Select
        placeholder="Choose"
        selectedOption={options.find((one) => one.value === value) ?? null}
        options={options}
        onChange={({ detail }) => change(detail.selectedOption.value ?? '')}
      />
    </FormField>
  );
}
