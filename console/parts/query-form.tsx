import AttributeEditor from '@cloudscape-design/components/attribute-editor';
import Autosuggest from '@cloudscape-design/components/autosuggest';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { unknown } from 'valibot';
import { errorAt } from './error-at.ts';
import { OFFERED_PARAMETERS } from './offered-parameters.ts';
import { queryOfTyped, type TypedParameter } from './query-of-typed.ts';
import { SubmitForm } from './submit-form.tsx';
import { TextField } from './text-field.tsx';
import { useDeed } from './use-deed.tsx';

interface Given {
  readonly saved: (name: string) => void;
  readonly cancel: () => void;
}

const none: TypedParameter = { name: '', value: '' };

/** Makes a named query of parameters of SimpleEventQuery (EPCIS 2.0 §8.2.7.1). */
export function QueryForm({ saved, cancel }: Given) {
  const [name, setName] = useState('');
  const [rows, setRows] = useState<readonly TypedParameter[]>([none]);
  const make = useDeed(
    async (api) => {
      await api.post('/epcis/queries', { ...queryOfTyped(rows), name: name.trim() }, unknown());
      return name.trim();
    },
    (made) => `The query ${made} is made.`,
  );
  return (
    <SubmitForm
      label="New query"
      act="Create the query"
      submit={() => make.mutate(undefined, { onSuccess: saved })}
      isPending={make.isPending}
      isReady={name.trim() !== ''}
      error={make.error}
      cancel={cancel}
    >
      <TextField
        label="Name"
        value={name}
        change={setName}
        constraint="As it will stand in addresses"
        error={errorAt(make.error)('/name')}
      />
      <FormField
        label="Parameters"
        constraintText="Events must fit every one. Join alternatives by |, such as shipping|receiving; none at all asks for every event"
        stretch
      >
        <Parameters rows={rows} change={setRows} />
      </FormField>
    </SubmitForm>
  );
}

function Parameters({
  rows,
  change,
}: {
  readonly rows: readonly TypedParameter[];
  readonly change: (rows: readonly TypedParameter[]) => void;
}) {
  const set = (index: number, of: Partial<TypedParameter>) =>
    change(rows.map((row, i) => (i === index ? { ...row, ...of } : row)));
  return (
    <AttributeEditor
      items={rows}
      addButtonText="Add a parameter"
      removeButtonText="Remove"
      removeButtonAriaLabel={({ name }) => `Remove the parameter ${name}`}
      empty="Every event."
      onAddButtonClick={() => change([...rows, none])}
      onRemoveButtonClick={({ detail }) => change(rows.filter((_, i) => i !== detail.itemIndex))}
      definition={[
        {
          label: 'Parameter',
          control: ({ name }, index) => (
            <Autosuggest
              ariaLabel="Parameter"
              value={name}
              placeholder="EQ_bizStep"
              enteredTextLabel={(typed) => `Take ${typed}`}
              options={OFFERED_PARAMETERS.map((value) => ({ value }))}
              onChange={({ detail }) => set(index, { name: detail.value })}
            />
          ),
        },
        {
          label: 'Value',
          control: ({ value }, index) => (
            <Input
              ariaLabel="Value"
              value={value}
              placeholder="shipping"
              autoComplete={false}
              onChange={({ detail }) => set(index, { value: detail.value })}
            />
          ),
        },
      ]}
    />
  );
}
