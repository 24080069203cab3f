import Autosuggest from '@cloudscape-design/components/autosuggest';
import FormField from '@cloudscape-design/components/form-field';
import { ChoiceField } from './choice-field.tsx';
import { count } from './count.ts';
import type { Offered } from './order-draft.ts';

interface Given {
  readonly label: string;
  readonly constraint: string;
  /** What to say where there is none. */
  readonly empty: string;
  readonly offered: Offered;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly error: string | undefined;
}

/** One of the pools that are offered; where there are more of them than that, any other by its id. */
export function PoolField({ label, constraint, empty, offered, value, change, error }: Given) {
  const values = offered.pools.map(({ id, left }) => ({ value: id, label: id, description: `${count(left)} left` }));
  if (!offered.isCut)
    return (
      <ChoiceField
        label={label}
        constraint={constraint}
        values={values}
        value={value}
        change={change}
        error={error}
        isLoading={offered.isLoading}
        empty={empty}
      />
    );
  return (
    <FormField
      label={label}
      constraintText={`${constraint}; there are more than those offered: type the id of another`}
      errorText={error}
    >
      <Autosuggest
        value={value}
        options={values}
        enteredTextLabel={(typed) => `Use ${typed}`}
        empty={empty}
        onChange={({ detail }) => change(detail.value)}
      />
    </FormField>
  );
}
