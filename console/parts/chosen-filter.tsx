import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';

interface Given {
  readonly label: string;
  /** As the list is narrowed now; empty where it is not. */
  readonly value: string;
  readonly values: readonly (string | { readonly value: string; readonly label: string })[];
  readonly change: (value: string) => void;
}

/** One of a few words that narrows a list at the server. */
export function ChosenFilter({ label, value, values, change }: Given) {
  const options = [
    { value: '', label: 'any' },
    ...values.map((one) => (typeof one === 'string' ? { value: one, label: one } : one)),
  ];
  return (
    <FormField label={label}>
      <Select
        selectedOption={options.find((one) => one.value === value) ?? { value, label: value }}
        options={options}
        onChange={({ detail }) => change(detail.selectedOption.value ?? '')}
      />
    </FormField>
  );
}
