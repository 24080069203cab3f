import DatePicker from '@cloudscape-design/components/date-picker';
import FormField from '@cloudscape-design/components/form-field';
import Multiselect from '@cloudscape-design/components/multiselect';
import { useState } from 'react';
import { grantable } from '../../shared/access/permissions.ts';
import { errorAt } from './error-at.ts';
import { type GivenGrant, givenGrant } from './given-grant.ts';
import { listed } from './listed.ts';
import { SubmitForm } from './submit-form.tsx';
import { TextField } from './text-field.tsx';
import { useDeed } from './use-deed.tsx';

interface Given {
  /** The one that is changed. */
  readonly before?: GivenGrant;
  readonly saved: () => void;
  readonly cancel: () => void;
}

const scopeKinds = [
  ['gtins', 'Only these GTINs'],
  ['lots', 'Only these lots'],
  ['pools', 'Only these pools'],
  ['sites', 'Only these sites'],
] as const;
type Scope = Readonly<Record<(typeof scopeKinds)[number][0], string>>;

/** Gives a grant to another tenant, or changes one. */
export function GrantForm({ before, saved, cancel }: Given) {
  const [grantee, setGrantee] = useState(before?.grantee ?? '');
  const [may, setMay] = useState<readonly string[]>(before?.permissions ?? []);
  const [scope, setScope] = useState(() => typed(before));
  const [until, setUntil] = useState(before?.until?.slice(0, 10) ?? '');
  const save = useDeed(
    (api) => {
      const wanted = {
        permissions: may,
        ...scopeOf(scope),
        ...(before?.from !== undefined && { from: before.from }),
        ...(until !== '' && { until: `${until}T00:00:00Z` }),
      };
      return api.replace(`/api/grants/${encodeURIComponent(grantee.trim())}`, wanted, givenGrant);
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
      isReady={grantee.trim() !== '' && may.length > 0}
      error={save.error}
      cancel={cancel}
    >
      <TextField label="To the tenant" value={grantee} change={setGrantee} isFixed={before !== undefined} />
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
      <FormField label="Until the beginning of - optional" constraintText="A day in UTC" errorText={wrong('/until')}>
        <DatePicker
          value={until}
          format="iso"
          placeholder="YYYY-MM-DD"
          openCalendarAriaLabel={() => 'Choose the day'}
          onChange={({ detail }) => setUntil(detail.value)}
        />
      </FormField>
    </SubmitForm>
  );
}

function typed(before: GivenGrant | undefined): Scope {
  const of = (kind: keyof Scope) => before?.scope?.[kind]?.join(', ') ?? '';
  return { gtins: of('gtins'), lots: of('lots'), pools: of('pools'), sites: of('sites') };
}

function scopeOf(scope: Scope) {
  const named = scopeKinds.flatMap(([kind]) => {
    const names = listed(scope[kind]);
    return names.length === 0 ? [] : [[kind, names] as const];
  });
  return named.length === 0 ? {} : { scope: Object.fromEntries(named) };
}
