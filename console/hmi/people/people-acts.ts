import { tried } from '../data/ask.ts';
import { told } from '../data/live.ts';
import { askFor } from '../parts/ask-for.ts';
import type { Field } from '../parts/field.tsx';
import { say } from '../parts/notice.tsx';
import { sign } from '../parts/sign.ts';
import { texts } from '../texts/language.ts';
import type { Member } from './people-shape.ts';

const pathOf = (username: string, rest = '') => `/api/people/${encodeURIComponent(username)}${rest}`;

const rolesField = (held: readonly string[]): Field => ({
  ...{ name: 'roles', label: texts().desk.people.table.roles, type: 'many' },
  ...{ options: texts().words.role, value: held.join(','), required: false },
});
const firstPassword = (): Field => ({
  ...{ name: 'password', label: texts().desk.people.firstPassword, type: 'password' },
  ...{ autocomplete: 'new-password', minLength: 10 },
});
const rolesOf = ({ roles = '' }: Readonly<Record<string, string>>) => roles.split(',').filter(Boolean);

/** Takes somebody in, who chooses a password of his own before anything else. */
export async function takeIn(): Promise<void> {
  const { people } = texts().desk;
  const fields: Field[] = [
    { name: 'username', label: people.table.username },
    { name: 'name', label: people.fullName },
    rolesField([]),
    firstPassword(),
  ];
  await askFor(people.add, fields, people.does, {
    tries: ({ username, name, password, ...rest }) =>
      tried('POST', '/api/people', { username, name, password, roles: rolesOf(rest) }),
  });
}

export async function changeRoles({ username, name, roles }: Member): Promise<void> {
  const { people } = texts().desk;
  await askFor(people.rolesOf(name), [rolesField(roles)], people.does, {
    tries: (given) => tried('PATCH', pathOf(username), { roles: rolesOf(given) }),
  });
}

/** Somebody has left, or is back. */
export async function setActive({ username }: Member, active: boolean): Promise<void> {
  say(await tried('PATCH', pathOf(username), { active }));
}

export async function setPassword({ username, name }: Member): Promise<void> {
  const { people } = texts().desk;
  await askFor(people.resetOf(name), [firstPassword()], people.does, {
    tries: ({ password }) => tried('POST', pathOf(username, '/password'), { password }),
  });
}

/** Vouches for somebody, whom one saw choose a password (21 CFR Part 11 §11.200(a)(3)). */
export async function vouchFor(): Promise<void> {
  const { desk, goOn, person } = texts();
  const given = await askFor(desk.people.vouchTitle, [{ name: 'username', label: person.username }], goOn);
  const name = given?.['username']?.trim() ?? '';
  if (name === '') return;
  const waiting = (told.get().status?.troubles ?? []).filter(
    ({ subject, detail }) => subject === 'people' && detail.includes(` of ${name} `),
  );
  await sign(desk.people.vouchMeaning(name), {
    about: waiting.map(({ detail }) => detail),
    tries: (signature) => tried('POST', pathOf(name, '/vouch'), { signature }),
  });
}
