import Autosuggest from '@cloudscape-design/components/autosuggest';
import FormField from '@cloudscape-design/components/form-field';
import { mappingPage } from '../../shared/messages/mappings-api.ts';
import { useAsked } from './use-asked.ts';

interface Given {
  readonly label: string;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly error: string | undefined;
}

/** The name of a mapping; the first of those that there are are offered, and any other can be typed. */
export function MappingField({ label, value, change, error }: Given) {
  const { data } = useAsked('/api/mappings?perPage=100', mappingPage);
  const options = (data?.mappings ?? []).map(({ name, mapping }) => ({
    value: name,
    description: mapping?.description ?? '',
  }));
  return (
    <FormField label={label} constraintText="Empty: EPCIS as it is" errorText={error}>
      <Autosuggest
        value={value}
        options={options}
        enteredTextLabel={(typed) => `Use "${typed}"`}
        empty="No mapping yet"
        onChange={({ detail }) => change(detail.value)}
      />
    </FormField>
  );
}
