import * as v from 'valibot';
import { type MachineClient, machineClient } from '../../shared/access/member.ts';
import { roles } from '../../shared/access/permissions.ts';
import type { Needs } from '../needs.ts';
import { confirmFirst } from './confirm.ts';
import { element } from './element.ts';
import { action, choice, field, form } from './form.ts';
import { type Column, table } from './table.ts';
import { when } from './when.ts';

const withSecret = v.object({ ...machineClient.entries, clientSecret: v.optional(v.string()) });
const pathOf = (id: string) => `/api/clients/${encodeURIComponent(id)}`;

/** Machine clients of the tenant. `told` is shown a secret that was just made, which is never shown again. */
export function clientTable(
  needs: Needs,
  clients: readonly MachineClient[],
  changed: () => void,
  told: (note: HTMLElement) => void,
): HTMLElement {
  const columns: Column<MachineClient>[] = [
    { title: 'Id', cell: ({ id }) => id },
    { title: 'Client id', cell: ({ clientId }) => element('code', {}, clientId) },
    { title: 'What it is', cell: ({ name }) => name },
    { title: 'Role', cell: ({ role }) => role },
    { title: 'Scopes', cell: ({ scopes }) => scopes.join(', ') },
    { title: 'State', cell: ({ state }) => element('span', { class: state === 'active' ? 'good' : 'bad' }, state) },
    { title: 'Changed', cell: ({ changedAt }) => when(changedAt) },
    ...(needs.may('people:write')
      ? [{ title: '', cell: (one: MachineClient) => actions(needs, one, changed, told) }]
      : []),
  ];
  return table(clients, columns, 'No machine client yet.', ({ state }) => (state === 'removed' ? 'past' : ''));
}

function actions(
  { api }: Needs,
  { id, state }: MachineClient,
  changed: () => void,
  told: (note: HTMLElement) => void,
): HTMLElement | undefined {
  if (state === 'removed') return undefined;
  const turned = state === 'active' ? 'disabled' : 'active';
  const turn = () =>
    confirmFirst(
      state === 'active' ? `Shut ${id} out?` : `Let ${id} in again?`,
      'It holds within a minute.',
      state === 'active' ? 'Shut out' : 'Let in',
      () => api.replace(pathOf(id), { state: turned }, v.unknown()).then(changed),
    );
  const rotate = () =>
    confirmFirst(`A new secret for ${id}?`, 'The one before works on until the next rotation.', 'Make it', async () => {
      told(secretNote(await api.post(`${pathOf(id)}/secret`, { keepPrevious: true }, withSecret)));
      changed();
    });
  const remove = () =>
    confirmFirst(`Remove ${id} for good?`, 'Whatever uses it is shut out. This cannot be undone.', 'Remove', () =>
      api.remove(pathOf(id)).then(changed),
    );
  return element(
    'span',
    { class: 'actions' },
    action(state === 'active' ? 'Shut out' : 'Let in', turn, { 'aria-label': `Change whether ${id} may come in` }),
    action('New secret', rotate, { 'aria-label': `Make a new secret for ${id}` }),
    action('Remove', remove, { 'aria-label': `Remove ${id}` }),
  );
}

/** A secret, this once. */
function secretNote({ id, clientId, clientSecret }: v.InferOutput<typeof withSecret>): HTMLElement {
  const secret = clientSecret ?? 'made before: rotate it to get a new one';
  return element(
    'div',
    { class: 'note', role: 'status' },
    element('p', {}, `${id}: write its secret down now, it is not shown again.`),
    element('p', {}, 'Client id ', element('code', {}, clientId)),
    element('p', {}, 'Secret ', element('code', {}, secret)),
  );
}

/** Makes a machine client. */
export function clientForm({ api }: Needs, made: () => void, told: (note: HTMLElement) => void): HTMLElement {
  const id = element('input', { name: 'id', required: '', autocomplete: 'off', autocapitalize: 'none' });
  const name = element('input', { name: 'name', required: '', autocomplete: 'off' });
  const role = choice('role', [['', 'choose …'], ...roles]);
  role.required = true;
  const scopes = choice('scopes', [
    ['read write', 'read and write'],
    ['read', 'read'],
  ]);
  const holder = element('details');
  const make = async () => {
    const wanted = { id: id.value.trim(), name: name.value.trim(), role: role.value, scopes: scopes.value.split(' ') };
    told(secretNote(await api.post('/api/clients', wanted, withSecret)));
    made();
    holder.open = false;
    fields.reset();
  };
  const fields = form(
    'New machine client',
    make,
    field('Id', id),
    field('What it is', name),
    field('Role', role),
    field('It may', scopes),
    element('button', { type: 'submit' }, 'Make it'),
  );
  holder.append(element('summary', {}, 'Add a machine client'), fields);
  return holder;
}
