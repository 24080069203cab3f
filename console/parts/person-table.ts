import * as v from 'valibot';
import type { Person } from '../../shared/access/member.ts';
import type { Needs } from '../needs.ts';
import { confirmFirst } from './confirm.ts';
import { element } from './element.ts';
import { action, choice, field, form } from './form.ts';
import { type Column, table } from './table.ts';
import { when } from './when.ts';

const personRoles = ['administrator', 'serialization-manager', 'qa', 'operator', 'auditor'];
const pathOf = (username: string) => `/api/users/${encodeURIComponent(username)}`;

/** People of the tenant; who may write them shuts one out, lets one in again, or removes one. */
export function personTable(
  needs: Needs,
  people: readonly Person[],
  changed: () => void,
  edit: (person: Person) => void,
): HTMLElement {
  const columns: Column<Person>[] = [
    { title: 'User name', cell: ({ username }) => element('code', {}, username) },
    { title: 'Name', cell: ({ name }) => name },
    { title: 'E-mail', cell: ({ email }) => email },
    { title: 'Role', cell: ({ role }) => role },
    { title: 'State', cell: ({ state }) => element('span', { class: state === 'active' ? 'good' : 'bad' }, state) },
    { title: 'Changed', cell: ({ changedAt }) => when(changedAt) },
    ...(needs.may('people:write') ? [{ title: '', cell: (one: Person) => actions(needs, one, changed, edit) }] : []),
  ];
  return table(people, columns, 'Nobody yet.', ({ state }) => (state === 'removed' ? 'past' : ''));
}

function actions(
  { api }: Needs,
  one: Person,
  changed: () => void,
  edit: (person: Person) => void,
): HTMLElement | undefined {
  const { username, name, email, role, state } = one;
  if (state === 'removed') return undefined;
  const turned = state === 'active' ? 'disabled' : 'active';
  const turn = () =>
    confirmFirst(
      state === 'active' ? `Shut ${username} out?` : `Let ${username} in again?`,
      'It holds within a minute.',
      state === 'active' ? 'Shut out' : 'Let in',
      () => api.replace(pathOf(username), { role, name, email, state: turned }, v.unknown()).then(changed),
    );
  const remove = () =>
    confirmFirst(
      `Remove ${username} for good?`,
      'The user name is never given to anybody else. This cannot be undone.',
      'Remove',
      () => api.remove(pathOf(username)).then(changed),
    );
  return element(
    'span',
    { class: 'actions' },
    action('Change', () => edit(one), { 'aria-label': `Change ${username}` }),
    action(state === 'active' ? 'Shut out' : 'Let in', turn, {
      'aria-label': `Change whether ${username} may come in`,
    }),
    action('Remove', remove, { 'aria-label': `Remove ${username}` }),
  );
}

/** Registers a person, or changes role, name and address of one. */
export function personForm({ api }: Needs, made: () => void) {
  const username = element('input', { name: 'username', required: '', autocomplete: 'off', autocapitalize: 'none' });
  const name = element('input', { name: 'name', required: '', autocomplete: 'off' });
  const email = element('input', { type: 'email', name: 'email', required: '', autocomplete: 'off' });
  const role = choice('role', [['', 'choose …'], ...personRoles]);
  role.required = true;
  const holder = element('details');
  const register = async () => {
    const wanted = { role: role.value, name: name.value.trim(), email: email.value.trim() };
    await api.replace(pathOf(username.value.trim()), wanted, v.unknown());
    made();
    holder.open = false;
    fields.reset();
  };
  const fields = form(
    'Register or change a person',
    register,
    field('User name', username),
    field('Name, as printed beside signatures', name),
    field('E-mail', email),
    field('Role', role),
    element('button', { type: 'submit' }, 'Save'),
  );
  holder.append(element('summary', {}, 'Register or change a person'), fields);
  const edit = (one: Person) => {
    username.value = one.username;
    name.value = one.name ?? '';
    email.value = one.email ?? '';
    role.value = one.role;
    holder.open = true;
    role.focus();
  };
  return { holder, edit };
}
