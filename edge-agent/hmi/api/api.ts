import type { IncomingMessage } from 'node:http';
import { type Refusal, refuse } from '#shared/refusal.ts';
import type { PasswordCheck } from '../../people/check-password.ts';
import type { People, Person } from '../../people/people.ts';
import { mayDo, rights, withoutPeople } from '../../people/rights.ts';
import type { Sessions } from '../../people/sessions.ts';
import { signatureOf } from '../../people/sign.ts';
import { orRefuse, Refused } from '../../refused.ts';
import { problemOf } from './problem.ts';
import { jsonIn } from './read-json.ts';
import type { Answer, ApiRequest, Route } from './route.ts';

export interface ApiNeeds {
  readonly people: People;
  readonly passwords: PasswordCheck;
  readonly sessions: Sessions;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: (code: string, details: Readonly<Record<string, unknown>>) => void;
}

/** Whoever stands at the line, where nobody signs in. */
const OPERATOR = 'operator at the line';

/** Answers one request; undefined when no route has its path. */
export type Api = (request: IncomingMessage, url: URL) => Promise<Answer | undefined>;

/** The agent's API: its routes, with who may ask them. Refusals and faults end here as problem documents. */
export function createApi(needs: ApiNeeds, routes: readonly Route[]): Api {
  const table = routes.map((route) => ({ route, pattern: patternOf(route.path) }));
  return async (request, url) => {
    const there = table.filter(({ pattern }) => pattern.test(url.pathname));
    if (there.length === 0) return undefined;
    try {
      const found = there.find(({ route }) => route.method === request.method);
      if (found === undefined) {
        const allow = there.map(({ route }) => route.method).join(', ');
        return refused(refuse('method-not-allowed', `${url.pathname} takes ${allow}`), url, { allow });
      }
      return await answered(needs, found.route, request, url, groupsOf(found.pattern, url.pathname));
    } catch (error) {
      if (error instanceof Refused) return refused(error.refusal, url);
      needs.log('api-failed', { path: url.pathname, error: String(error instanceof Error ? error.stack : error) });
      return failed(error, url);
    }
  };
}

async function answered(
  needs: ApiNeeds,
  route: Route,
  request: IncomingMessage,
  url: URL,
  path: ApiRequest['path'],
): Promise<Answer> {
  const [, token = ''] = /^Bearer ([A-Za-z0-9_-]+)$/.exec(request.headers.authorization ?? '') ?? [];
  const person = orRefuse(admitted(needs, route, token));
  // What a page asks by itself every second shows nobody at the screen.
  if (request.method !== 'GET') needs.sessions.seen(token);
  const body = route.reads ? await jsonIn(request) : undefined;
  return route.run({
    path,
    query: url.searchParams,
    body,
    person,
    who: person?.username ?? OPERATOR,
    token,
    sign: async (signing) => {
      if (person === undefined) throw new Refused(nobody());
      return orRefuse(await signatureOf(needs, person, signing));
    },
  });
}

/** Who asks, if he may. */
function admitted({ people, sessions }: ApiNeeds, route: Route, token: string): Person | undefined | Refusal {
  const person = sessions.whose(token);
  if (route.needs === 'anyone') return person;
  if (person === undefined) {
    if (!people.none())
      return refuse('unauthenticated', 'nobody is signed in', { remedy: 'Sign in: POST /api/session.' });
    return route.needs !== 'signed-in' && withoutPeople.has(route.needs) ? undefined : nobody();
  }
  if (person.mustChange && route.beforePassword !== true) {
    return refuse('not-permitted', 'somebody else has chosen your password', {
      rule: '21 CFR Part 11 §11.300',
      remedy: 'Choose one of your own: POST /api/session/password.',
    });
  }
  if (person.pending?.blocks === true && route.beforePassword !== true) {
    return refuse(
      'not-permitted',
      `${person.pending.by.join(', ')} set your password, and nobody has vouched for you since`,
      {
        rule: '21 CFR Part 11 §11.200(a)(3): to sign as another takes two',
        remedy:
          'Have somebody else vouch for you: a lead, quality assurance or an engineer, at POST /api/people/{username}/vouch.',
      },
    );
  }
  if (route.needs === 'signed-in' || mayDo(person.roles, route.needs)) return person;
  return refuse('not-permitted', `${person.name} may not do that`, {
    rule: `needs one of the roles ${rights[route.needs].join(', ')}`,
    remedy: 'Have somebody with such a role do it.',
  });
}

const nobody = () =>
  refuse('signature-needed', 'this agent knows nobody who could sign', {
    rule: '21 CFR Part 11 §11.10(g)',
    remedy: 'Name people in the agent’s configuration (`people`) and start it again.',
  });

function refused(refusal: Refusal, url: URL, headers: Readonly<Record<string, string>> = {}): Answer {
  const body = problemOf(refusal, url.pathname);
  const waiting = body.status === 503 ? { 'retry-after': '1' } : {};
  const challenge = body.status === 401 ? { 'www-authenticate': 'Bearer' } : {};
  return {
    status: body.status,
    body,
    headers: { 'content-type': 'application/problem+json', ...waiting, ...challenge, ...headers },
  };
}

/** What fails here (the disk may be full) must not take the lines with it. */
function failed(error: unknown, url: URL): Answer {
  const detail = error instanceof Error ? error.message : String(error);
  return {
    status: 500,
    body: { type: 'urn:seriate:problem:fault', title: 'The agent failed', status: 500, detail, instance: url.pathname },
    headers: { 'content-type': 'application/problem+json' },
  };
}

const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => `(?<${name}>[^/]+)`)}$`);

function groupsOf(pattern: RegExp, pathname: string): Record<string, string> {
  const groups = Object.entries(pattern.exec(pathname)?.groups ?? {});
  return Object.fromEntries(groups.map(([name, value]) => [name, decoded(value)]));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Refused(refuse('not-found', `nothing is called ${text}`));
  }
}
