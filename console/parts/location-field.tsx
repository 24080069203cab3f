import Autosuggest from '@cloudscape-design/components/autosuggest';
import FormField from '@cloudscape-design/components/form-field';
import { useDeferredValue } from 'react';
import * as v from 'valibot';
import { useHere } from '../shell/session-context.ts';
import { queryPath } from './query-path.ts';
import { useAsked } from './use-asked.ts';

const page = v.object({ locations: v.array(v.looseObject({ gln: v.string(), name: v.optional(v.string()) })) });
const SHOWN = 10;

interface Given {
  readonly label: string;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly error: string | undefined;
}

/** The GLN of a place; those that fit what is typed are offered to who may see places, all others can be typed. */
export function LocationField({ label, value, change, error }: Given) {
  const { may } = useHere();
  const text = useDeferredValue(value.trim());
  const path = may('registry:read') ? queryPath('/api/locations', { text, perPage: SHOWN }) : undefined;
  const { data } = useAsked(path, page, { keeps: true });
  const options = (data?.locations ?? []).map(({ gln, name }) => ({ value: gln, description: name ?? '' }));
  return (
    <FormField label={label} constraintText="13 digits; any word of a place of ours finds it" errorText={error}>
      <Autosuggest
        value={value}
        options={options}
        filteringType="manual"
        enteredTextLabel={(typed) => `Use ${typed}`}
        empty="No place fits"
        onChange={({ detail }) => change(detail.value)}
      />
    </FormField>
  );
}
