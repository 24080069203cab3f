import * as v from 'valibot';
import { refuse } from '#shared/refusal.ts';
import { hashPassword } from '../../../people/password.ts';
import { cannotVouch } from '../../../people/pending.ts';
import { type People, publicOf } from '../../../people/people.ts';
import { roles } from '../../../people/rights.ts';
import { signing } from '../../../people/sign.ts';
import { Refused } from '../../../refused.ts';
import { bodyRoute, type Route, route } from '../route.ts';
import { isName, newPassword } from './session.ts';

export interface PeopleNeeds {
  readonly people: People;
  readonly now: () => number;
}

const held = v.pipe(
  v.array(v.picklist(roles)),
  v.check((given) => new Set(given).size === given.length, 'names a role twice'),
);
const person = v.strictObject({
  username: v.pipe(v.string(), v.regex(/^[A-Za-z0-9._@-]{1,64}$/, 'must be 1 to 64 letters, digits or ._@-')),
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100)),
  roles: v.pipe(held, v.minLength(1, 'must name a role')),
  password: newPassword,
});

/** Who works at the lines, and what they may do. */
export const peopleRoutes = ({ people, now }: PeopleNeeds): Route[] => [
  route({ method: 'GET', path: '/api/people', needs: 'manage-people' }, () => ({
    status: 200,
    body: { people: people.all() },
  })),
  bodyRoute({ method: 'POST', path: '/api/people', needs: 'manage-people' }, person, async ({ body, who }) => {
    mustNotBeName(body.password, body.username);
    const password = await hashPassword(body.password);
    if (!people.add({ ...body, password, mustChange: true }, who, atOf(now))) {
      throw new Refused(
        refuse('conflict', `${body.username} was given to somebody before`, {
          at: '/username',
          rule: '21 CFR Part 11 §11.100(a)',
          remedy: 'Choose a user name that nobody ever had.',
        }),
      );
    }
    return { status: 201, body: publicOf(known(people, body.username)) };
  }),
  bodyRoute(
    { method: 'PATCH', path: '/api/people/{username}', needs: 'manage-people' },
    v.strictObject({ roles: v.optional(held), active: v.optional(v.boolean()) }),
    ({ body, path, who }) => {
      const was = known(people, path['username'] ?? '');
      mustBeAnother(was.username, who);
      people.change(
        was.username,
        { roles: body.roles ?? was.roles, active: body.active ?? was.active },
        who,
        atOf(now),
      );
      return { status: 200, body: publicOf(known(people, was.username)) };
    },
  ),
  bodyRoute(
    { method: 'POST', path: '/api/people/{username}/password', needs: 'manage-people' },
    v.strictObject({ password: newPassword }),
    async ({ body, path, who }) => {
      const { username } = known(people, path['username'] ?? '');
      mustBeAnother(username, who);
      mustNotBeName(body.password, username);
      people.setPassword(username, await hashPassword(body.password), who, atOf(now));
      return { status: 204 };
    },
  ),
  bodyRoute(
    { method: 'POST', path: '/api/people/{username}/vouch', needs: 'vouch' },
    v.strictObject({ signature: signing }),
    async ({ body, path, who, sign }) => {
      const signed = await sign(body.signature);
      // From here on nothing else can come between: what is vouched for is what is there now.
      const { username, ...rest } = known(people, path['username'] ?? '');
      const refusal = cannotVouch({ username, ...rest }, who);
      if (refusal !== undefined) throw new Refused(refusal);
      people.vouch(username, signed);
      return { status: 200, body: publicOf(known(people, username)) };
    },
  ),
];

const atOf = (now: () => number) => new Date(now()).toISOString();

function known(people: People, username: string) {
  const found = people.find(username);
  if (found === undefined) throw new Refused(refuse('not-found', `nobody is called ${username}`));
  return found;
}

function mustNotBeName(password: string, username: string): void {
  if (isName(password, username)) throw new Refused(refuse('malformed', 'that is the user name', { at: '/password' }));
}

/** So that somebody is left who may change people. */
function mustBeAnother(username: string, who: string): void {
  if (username !== who) return;
  throw new Refused(
    refuse('not-permitted', 'that is yourself', { remedy: 'Change your own password at POST /api/session/password.' }),
  );
}
