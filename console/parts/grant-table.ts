import * as v from 'valibot';
import { grantable } from '../../shared/access/permissions.ts';
import { Problem } from '../api.ts';
import type { Needs } from '../needs.ts';
import { confirmFirst } from './confirm.ts';
import { element } from './element.ts';
import { action, field, form } from './form.ts';
import type { GivenGrant } from './member-lists.ts';
import { problemNote } from './problem-note.ts';
import { table } from './table.ts';
import { when } from './when.ts';

/** What other tenants may do on this one's data. */
export function grantTable(
  needs: Needs,
  grants: readonly GivenGrant[],
  changed: () => void,
  told: (note: HTMLElement) => void,
  edit: (grant: GivenGrant) => void,
): HTMLElement {
  const acts = (one: GivenGrant) => actions(needs, one, { changed, told, edit });
  return table(
    grants,
    [
      { title: 'To', cell: ({ grantee }) => grantee },
      {
        title: 'May',
        cell: ({ permissions }) => element('div', { class: 'why' }, permissions.join(', ') || 'nothing: withdrawn'),
      },
      { title: 'Only of', cell: scopeText },
      { title: 'From', cell: ({ from, at }) => when(from ?? at) },
      { title: 'Until', cell: ({ until }) => (until === undefined ? 'no end' : when(until)) },
      { title: 'Given by', cell: ({ by }) => by },
      ...(needs.may('grants:write') ? [{ title: '', cell: acts }] : []),
    ],
    'No other tenant may do anything. "Give or change a grant" lets one in.',
    ({ permissions }) => (permissions.length === 0 ? 'past' : ''),
  );
}

interface ActNeeds {
  readonly changed: () => void;
  readonly told: (note: HTMLElement) => void;
  readonly edit: (grant: GivenGrant) => void;
}

/** A grant that was withdrawn by mistake is given again as it was. */
function actions({ api }: Needs, one: GivenGrant, { changed, told, edit }: ActNeeds): HTMLElement | undefined {
  const { grantee, by: _, at: __, ...given } = one;
  const put = (grant: object) =>
    api.replace(`/api/grants/${encodeURIComponent(grantee)}`, grant, v.unknown()).then(changed);
  const undo = action('Undo', () => {
    undo.disabled = true;
    void put(given).then(
      () => told(element('p', { class: 'note', role: 'status' }, `${grantee} has its grant again.`)),
      (error: unknown) => told(problemNote(error)),
    );
  });
  const withdraw = () =>
    confirmFirst(
      `Withdraw the grant of ${grantee}?`,
      'It can do nothing here any more, at once. Subscriptions it made end.',
      'Withdraw',
      async () => {
        await put({ permissions: [] });
        told(element('p', { class: 'note', role: 'status' }, `The grant of ${grantee} is withdrawn. `, undo));
      },
    );
  return element(
    'span',
    { class: 'actions' },
    action('Change', () => edit(one), { 'aria-label': `Change the grant of ${grantee}` }),
    given.permissions.length > 0
      ? action('Withdraw', withdraw, { 'aria-label': `Withdraw the grant of ${grantee}` })
      : undefined,
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

/** Gives or changes a grant; `edit` begins with one that there is. */
export function grantForm({ api }: Needs, made: () => void) {
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
    if (permissions.length === 0)
      throw new Problem({
        title: 'Nothing is chosen',
        remedy: 'Choose what it may; "Withdraw" in the list ends a grant',
      });
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
    'Give or change a grant',
    give,
    field('To the tenant', grantee),
    element(
      'fieldset',
      { class: 'wide' },
      element('legend', {}, 'It may'),
      ...boxes.map((box) => element('label', { class: 'check' }, box, box.value)),
    ),
    ...narrowed.map(({ label, input }) => field(label, input)),
    field('Until the beginning of (UTC)', until),
    element('button', { type: 'submit' }, 'Save'),
  );
  holder.append(element('summary', {}, 'Give or change a grant'), fields);
  const edit = ({ grantee: to, permissions, scope = {}, until: end }: GivenGrant) => {
    grantee.value = to;
    for (const box of boxes) box.checked = permissions.some((one) => one === box.value);
    for (const { kind, input } of narrowed) input.value = (scope[kind] ?? []).join(', ');
    until.value = end?.slice(0, 10) ?? '';
    holder.open = true;
    grantee.focus();
  };
  return { holder, edit };
}
