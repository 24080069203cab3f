import FormField from '@cloudscape-design/components/form-field';
import Multiselect from '@cloudscape-design/components/multiselect';
import { useState } from 'react';
import { grantable } from '../../shared/access/permissions.ts';
import { errorAt } from './error-at.ts';
import { type GivenGrant, givenGrant } from './given-grant.ts';
import { grantWithin, scopeKinds, typedScope } from './grant-draft.ts';
import { MomentField } from './moment-field.tsx';
import { SubmitForm } from './submit-form.tsx';
import { TextField } from './text-field.tsx';
import { useDeed } from './use-deed.tsx';

interface Given {
  /** The one that is changed, as it was seen. */
  readonly before?: GivenGrant;
  readonly saved: () => void;
  readonly cancel: () => void;
}

/** Gives a grant to another tenant, or changes one. */
export function GrantForm({ before, saved, cancel }: Given) {
  const [grantee, setGrantee] = useState(before?.grantee ?? '');
  const [may, setMay] = useState<readonly string[]>(before?.permissions ?? []);
  const [scope, setScope] = useState(() => typedScope(before));
  // As it was until somebody says another.
  const [until, setUntil] = useState<string | undefined>(before?.until ?? '');
  const save = useDeed(
    (api) => {
      const wanted = { permissions: may, ...grantWithin({ scope, from: before?.from, until }) };
      // One that was changed since, or that there is already, is not replaced.
      const expected = { tag: before?.at };
      return api.replace(`/api/grants/${encodeURIComponent(grantee.trim())}`, wanted, givenGrant, expected);
    },
    (one) => `${one.grantee} may now do what its grant says.`,
  );
  const wrong = errorAt(save.error);
  return (
    <SubmitForm
      label={before === undefined ? 'Give a grant' : `Change the grant of ${before.grantee}`}
      act="Save"
      submit={() => save.mutate(undefined, { onSuccess: saved })}
      isPending={save.isPending}
      isReady={grantee.trim() !== '' && may.length > 0 && until !== undefined}
      error={save.error}
      cancel={cancel}
    >
      <TextField
        label="To the tenant"
        value={grantee}
        change={setGrantee}
        isFixed={before !== undefined}
        error={wrong('/grantee')}
      />
      <FormField
        label="It may"
        constraintText="One or more; Withdraw in the list ends a grant"
        errorText={wrong('/permissions')}
      >
        <Multiselect
          placeholder="Choose"
          filteringType="auto"
          selectedOptions={may.map((value) => ({ value, label: value }))}
          options={grantable.map((value) => ({ value, label: value }))}
          deselectAriaLabel={({ label = '' }) => `Take away ${label}`}
          onChange={({ detail }) => setMay(detail.selectedOptions.map(({ value = '' }) => value))}
        />
      </FormField>
      {scopeKinds.map(([kind, label]) => (
        <TextField
          key={kind}
          label={`${label} - optional`}
          hint="all"
          value={scope[kind]}
          change={(value) => setScope({ ...scope, [kind]: value })}
          error={wrong(`/scope/${kind}`)}
        />
      ))}
      <MomentField
        label="Until"
        constraint="Nothing: it has no end. No time: the beginning of the day"
        first={before?.until}
        change={setUntil}
        error={wrong('/until')}
      />
    </SubmitForm>
  );
}
