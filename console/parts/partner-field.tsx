import Autosuggest from '@cloudscape-design/components/autosuggest';
import FormField from '@cloudscape-design/components/form-field';
import { useDeferredValue } from 'react';
import * as v from 'valibot';
import { useHere } from '../shell/session-context.ts';
import { queryPath } from './query-path.ts';
import { useAsked } from './use-asked.ts';

const page = v.object({ partners: v.array(v.looseObject({ partner: v.string(), name: v.optional(v.string()) })) });
const SHOWN = 10;

interface Given {
  readonly label?: string;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly error?: string | undefined;
}

/** The id of a partner; those that fit what is typed are offered to who may see partners. */
export function PartnerField({ label = 'Partner', value, change, error }: Given) {
  const { may } = useHere();
  const text = useDeferredValue(value.trim());
  const path = may('registry:read') ? queryPath('/api/partners', { text, perPage: SHOWN }) : undefined;
  const { data } = useAsked(path, page, { keeps: true });
  const options = (data?.partners ?? []).map(({ partner, name }) => ({ value: partner, description: name ?? '' }));
  return (
    <FormField label={label} errorText={error}>
      <Autosuggest
        value={value}
        options={options}
        filteringType="manual"
        enteredTextLabel={(typed) => `Use "${typed}"`}
        empty="No partner fits"
        onChange={({ detail }) => change(detail.value)}
      />
    </FormField>
  );
}
