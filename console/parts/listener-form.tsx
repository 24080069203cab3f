import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Multiselect, { type MultiselectProps } from '@cloudscape-design/components/multiselect';
import { useState } from 'react';
import { kinds as knownKinds } from '../../shared/announcements/kinds.ts';
import { type ListenerView, madeListener } from '../../shared/announcements/listeners-api.ts';
import { errorAt } from './error-at.ts';
import { listed } from './listed.ts';
import { ListenerSecret } from './listener-secret.tsx';
import { SubmitForm } from './submit-form.tsx';
import { TextField } from './text-field.tsx';
import { useDeed } from './use-deed.tsx';
import { words } from './words.ts';

interface Given {
  /** The one that is changed. */
  readonly before?: ListenerView;
  readonly saved: (listener: string) => void;
  readonly cancel: () => void;
}

const members = ['gtin', 'lot', 'partner', 'market', 'site'] as const;
const families = [...new Set(Object.keys(knownKinds).map((kind) => kind.split('.')[0] ?? ''))];
const options: MultiselectProps.Options = [
  { value: '*', label: '*', description: 'Everything, also what there will be later' },
  ...families.map((family) => ({
    label: family,
    options: [
      { value: `${family}.*`, label: `${family}.*`, description: 'All of these' },
      ...Object.entries(knownKinds)
        .filter(([kind]) => kind.startsWith(`${family}.`))
        .map(([value, { means }]) => ({ value, label: value, description: means })),
    ],
  })),
];

/** Makes a listener, or changes one; a secret that is new is shown. */
export function ListenerForm({ before, saved, cancel }: Given) {
  const [name, setName] = useState(before?.name ?? '');
  const [url, setUrl] = useState(before?.url ?? '');
  const [kinds, setKinds] = useState<readonly string[]>(before?.kinds ?? ['*']);
  const [about, setAbout] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(members.map((member) => [member, before?.filter[member]?.join(', ') ?? ''])),
  );
  const [isRenewed, renew] = useState(false);
  const save = useDeed(
    (api) => {
      const wanted = { name: name.trim(), url: url.trim(), kinds, filter: filterOf(about) };
      if (before === undefined) return api.post('/api/listeners', wanted, madeListener);
      const secretGeneration = before.secretGeneration + Number(isRenewed);
      return api.replace(
        `/api/listeners/${encodeURIComponent(before.listener)}`,
        { ...wanted, secretGeneration },
        madeListener,
      );
    },
    (one) => (before === undefined ? `${one.name} is made.` : `${one.name} is changed.`),
  );
  const wrong = errorAt(save.error);
  const hasSecret = before === undefined || isRenewed;
  const made = save.data;
  if (made !== undefined && hasSecret)
    return <ListenerSecret secret={made.secret} close={() => saved(made.listener)} />;
  return (
    <SubmitForm
      label={before === undefined ? 'New listener' : `Change ${before.name}`}
      act={before === undefined ? 'Make the listener' : 'Save'}
      submit={() => save.mutate(undefined, { onSuccess: (one) => hasSecret || saved(one.listener) })}
      isPending={save.isPending}
      isReady={name.trim() !== '' && url.trim() !== '' && kinds.length > 0}
      error={save.error}
      cancel={cancel}
    >
      <TextField label="Name" value={name} change={setName} error={wrong('/name')} />
      <TextField
        label="Address that is called"
        value={url}
        change={setUrl}
        type="url"
        hint="https://erp.example/hooks"
        constraint="https, on the public network; it is sent POST requests"
        error={wrong('/url')}
      />
      <Kinds kinds={kinds} choose={setKinds} error={wrong('/kinds')} />
      {members.map((member) => (
        <TextField
          key={member}
          label={`Only of these: ${words(member)} - optional`}
          hint="any"
          value={about[member] ?? ''}
          change={(value) => setAbout({ ...about, [member]: value })}
          error={wrong(`/filter/${member}`)}
        />
      ))}
      {before !== undefined && (
        <Checkbox
          checked={isRenewed}
          onChange={({ detail }) => renew(detail.checked)}
          description="For a day messages bear both signatures"
        >
          A new secret
        </Checkbox>
      )}
    </SubmitForm>
  );
}

interface KindsGiven {
  readonly kinds: readonly string[];
  readonly choose: (kinds: readonly string[]) => void;
  readonly error: string | undefined;
}

function Kinds({ kinds, choose, error }: KindsGiven) {
  return (
    <FormField label="Told of" errorText={error}>
      <Multiselect
        placeholder="Choose"
        filteringType="auto"
        selectedOptions={kinds.map((value) => ({ value, label: value }))}
        options={options}
        deselectAriaLabel={({ label = '' }) => `Take away ${label}`}
        onChange={({ detail }) => choose(detail.selectedOptions.map(({ value = '' }) => value))}
      />
    </FormField>
  );
}

const filterOf = (about: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(about).flatMap(([member, text]) => {
      const values = listed(text);
      return values.length === 0 ? [] : [[member, values] as const];
    }),
  );
