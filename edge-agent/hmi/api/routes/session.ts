import * as v from 'valibot';
import { isRefusal, refuse } from '#shared/refusal.ts';
import type { PasswordCheck } from '../../../people/check-password.ts';
import { hashPassword } from '../../../people/password.ts';
import { type People, publicOf } from '../../../people/people.ts';
import { rightsOf } from '../../../people/rights.ts';
import { IDLE_MS, type Sessions } from '../../../people/sessions.ts';
import { orRefuse, Refused } from '../../../refused.ts';
import { type ApiRequest, bodyRoute, type Route, route } from '../route.ts';

export interface SessionNeeds {
  readonly people: People;
  readonly passwords: PasswordCheck;
  readonly sessions: Sessions;
  readonly now: () => number;
}

/** NIST SP 800-63B asks for 15 characters where nothing but a password proves who somebody is; lines have gloves: 10. */
export const newPassword = v.pipe(
  v.string(),
  v.minLength(10, 'must have 10 characters or more'),
  v.maxLength(200, 'must have 200 characters or fewer'),
);
/** A password that everybody knows. */
export const isName = (password: string, name: string): boolean => password.toLowerCase() === name.toLowerCase();
const password = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const username = v.pipe(v.string(), v.minLength(1), v.maxLength(64));

/** Signing in and out, and one's own password. */
export const sessionRoutes = ({ people, passwords, sessions, now }: SessionNeeds): Route[] => [
  bodyRoute(
    { method: 'POST', path: '/api/session', needs: 'anyone' },
    v.strictObject({ username, password }),
    async ({ body }) => {
      const { token, person } = orRefuse(await sessions.open(body.username, body.password));
      return { status: 201, body: { token, idleMs: IDLE_MS, ...shown(person) } };
    },
  ),
  route({ method: 'GET', path: '/api/session', needs: 'signed-in', beforePassword: true }, (request) => ({
    status: 200,
    body: shown(mine(request)),
  })),
  // Somebody touches the screen: what a page asks by itself does not keep a session open.
  route({ method: 'POST', path: '/api/session/seen', needs: 'signed-in', beforePassword: true }, () => ({
    status: 204,
  })),
  route({ method: 'DELETE', path: '/api/session', needs: 'anyone' }, ({ token }) => {
    sessions.close(token);
    return { status: 204 };
  }),
  bodyRoute(
    { method: 'POST', path: '/api/session/password', needs: 'signed-in', beforePassword: true },
    v.strictObject({ password, to: newPassword }),
    async (request) => {
      const { body } = request;
      if (body.to === body.password) throw new Refused(refuse('malformed', 'that is the old one', { at: '/to' }));
      const checked = await passwords.check(mine(request).username, body.password, 'password change');
      if (isRefusal(checked)) throw new Refused({ ...checked, at: '/password' });
      if (isName(body.to, checked.username))
        throw new Refused(refuse('malformed', 'that is the user name', { at: '/to' }));
      const hash = await hashPassword(body.to);
      people.setPassword(checked.username, hash, checked.username, new Date(now()).toISOString());
      return { status: 204 };
    },
  ),
];

type Who = Parameters<typeof publicOf>[0];

const shown = (person: Who) => ({
  person: publicOf(person),
  rights: person.mustChange || person.pending?.blocks === true ? [] : rightsOf(person.roles),
});

function mine({ person }: Pick<ApiRequest, 'person'>): Who {
  if (person === undefined) throw new Refused(refuse('unauthenticated', 'nobody is signed in'));
  return person;
}
