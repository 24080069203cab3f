import Autosuggest from '@cloudscape-design/components/autosuggest';
import FormField from '@cloudscape-design/components/form-field';
import { productPage } from '../../shared/messages/master-data-api.ts';
import { queryPath } from './query-path.ts';
import { useAsked } from './use-asked.ts';

interface Given {
  readonly value: string;
  readonly change: (value: string) => void;
  readonly error: string | undefined;
}

const SHOWN = 20;

/** The GTIN of a product that is in force, found by any of its words. */
export function ProductField({ value, change, error }: Given) {
  const query = { standing: 'in-force', perPage: SHOWN, text: value.trim() };
  const {
    data,
    isFetching,
    isPlaceholderData: isOfBefore,
    error: failed,
  } = useAsked(queryPath('/api/products', query), productPage, {
    keeps: true,
  });
  const options = (data?.products ?? []).map(({ gtin, name, strength }) => ({
    value: gtin,
    description: [name, strength].filter(Boolean).join(', '),
  }));
  const isUnknown =
    /^\d{14}$/.test(query.text) &&
    data !== undefined &&
    !isOfBefore &&
    !options.some((one) => one.value === query.text);
  return (
    <FormField
      label="GTIN"
      constraintText="Of a product that is in force; type any word of it"
      errorText={error}
      warningText={isUnknown && 'No product in force has this GTIN'}
    >
      <Autosuggest
        value={value}
        options={options}
        filteringType="manual"
        statusType={failed === null ? (isFetching ? 'loading' : 'finished') : 'error'}
        loadingText="Looking …"
        errorText="Products could not be asked for"
        empty="No product in force fits"
        enteredTextLabel={(text) => `Take ${text}`}
        onChange={({ detail }) => change(detail.value)}
      />
    </FormField>
  );
}
