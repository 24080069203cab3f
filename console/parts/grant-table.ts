import * as v from 'valibot';
import { grantable } from '../../shared/access/permissions.ts';
import type { Needs } from '../needs.ts';
import { element } from './element.ts';
import { field, form } from './form.ts';
import type { GivenGrant } from './member-lists.ts';
import { table } from './table.ts';
import { when } from './when.ts';

/** What other tenants may do on this one's data. */
export function grantTable(grants: readonly GivenGrant[]): HTMLElement {
  return table(
    grants,
    [
      { title: 'To', cell: ({ grantee }) => grantee },
      { title: 'May', cell: ({ permissions }) => permissions.join(', ') || 'nothing: withdrawn' },
      { title: 'Only of', cell: scopeText },
      { title: 'From', cell: ({ from, at }) => when(from ?? at) },
      { title: 'Until', cell: ({ until }) => when(until) ?? 'withdrawn' },
      { title: 'Given by', cell: ({ by }) => by },
    ],
    'No other tenant may do anything.',
    ({ permissions }) => (permissions.length === 0 ? 'past' : ''),
  );
}

function scopeText({ scope = {} }: GivenGrant): string {
  const kinds = Object.entries(scope).flatMap(([kind, names]) =>
    names === undefined ? [] : [`${kind}: ${names.join(', ')}`],
  );
  return kinds.join('; ') || 'everything';
}

const scopeKinds = [
  ['gtins', 'Only these GTINs'],
  ['lots', 'Only these lots'],
  ['pools', 'Only these pools'],
  ['sites', 'Only these sites'],
] as const;

/** Gives, changes or withdraws a grant. */
export function grantForm({ api }: Needs, made: () => void): HTMLElement {
  const grantee = element('input', { name: 'grantee', required: '', autocomplete: 'off', autocapitalize: 'none' });
  const boxes = grantable.map((name) => element('input', { type: 'checkbox', name: 'permissions', value: name }));
  const narrowed = scopeKinds.map(([kind, label]) => ({
    kind,
    label,
    input: element('input', { name: kind, placeholder: 'all', autocomplete: 'off' }),
  }));
  const until = element('input', { type: 'date', name: 'until' });
  const holder = element('details');
  const give = async () => {
    const permissions = boxes.filter(({ checked }) => checked).map(({ value }) => value);
    const named = narrowed.flatMap(({ kind, input }) => {
      const names = input.value.split(/[\s,]+/).filter(Boolean);
      return names.length === 0 ? [] : [[kind, names] as const];
    });
    const wanted = {
      permissions,
      ...(named.length > 0 && { scope: Object.fromEntries(named) }),
      ...(until.value !== '' && { until: `${until.value}T00:00:00Z` }),
    };
    await api.replace(`/api/grants/${encodeURIComponent(grantee.value.trim())}`, wanted, v.unknown());
    made();
    holder.open = false;
    fields.reset();
  };
  const fields = form(
    'Give, change or withdraw a grant',
    give,
    field('To the tenant', grantee, true),
    element(
      'fieldset',
      { class: 'wide' },
      element('legend', {}, 'May (nothing withdraws the grant)'),
      ...boxes.map((box) => field(box.value, box)),
    ),
    ...narrowed.map(({ label, input }) => field(label, input)),
    field('Until the beginning of (UTC)', until),
    element('button', { type: 'submit' }, 'Save'),
  );
  holder.append(element('summary', {}, 'Give, change or withdraw a grant'), fields);
  return holder;
}
