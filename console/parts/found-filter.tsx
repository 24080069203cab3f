import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';

interface Given {
  readonly label: string;
  /** As the list is narrowed now; empty where it is not. */
  readonly value: string;
  readonly values: readonly { readonly value: string; readonly label: string }[];
  readonly change: (value: string) => void;
}

/** One of many words, found by what is typed of it, that narrows a list at the server. */
export function FoundFilter({ label, value, values, change }: Given) {
  const options = [{ value: '', label: 'any' }, ...values.map((one) => ({ ...one, filteringTags: [one.value] }))];
  return (
    <FormField label={label}>
      <Select
        filteringType="auto"
        filteringPlaceholder="Find"
        filteringAriaLabel={`Find in ${label.toLowerCase()}`}
        empty="Nothing is called so"
        selectedOption={options.find((one) => one.value === value) ?? { value, label: value }}
        options={options}
        onChange={({ detail }) => change(detail.selectedOption.value ?? '')}
      />
    </FormField>
  );
}
