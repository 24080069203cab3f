import { type GrantScope, isWithin, type Touched } from '#shared/access/grant.ts';
import { isGrantable, type Permission, roleMay } from '#shared/access/permissions.ts';
import { refuse } from '#shared/refusal.ts';
import { Refused } from './refused.ts';

/** Who calls, and for whom. */
export interface Principal {
  /** The tenant whose data the call touches. */
  readonly tenant: string;
  /** The tenant the caller belongs to; differs from `tenant` only under a grant. */
  readonly home: string;
  readonly role: string;
  /** A person's user name, a machine's client id. */
  readonly caller: string;
  /** The token holds the scope to write, whatever the call at hand needs. */
  readonly mayWrite: boolean;
  /** The token is a person's, not a machine's. */
  readonly person: boolean;
  /** When the person proved who he is, in seconds since 1970. A token that was refreshed keeps the time of its sign-in. */
  readonly authTime?: number;
  /** The person's printed name (21 CFR Part 11 §11.50). */
  readonly name?: string;
  /** The partner whose machine client it is; absent of the tenant's own people and machines. */
  readonly partner?: string;
  /** Under a grant that is narrowed: to what. Ask {@link mayTouch}. */
  readonly within?: GrantScope;
}

/** Scopes of the resource server in `infra/stacks/identity.ts`, `seriate/…`. */
export type Scope = 'read' | 'write';

/** Tells whether `owner` granted `grantee` a permission now: no, yes, or yes within a scope. */
export type Granted = (owner: string, grantee: string, permission: Permission) => Promise<boolean | GrantScope>;

type Claims = Readonly<Record<string, unknown>>;

/** What of a request says who asks; the event of an HTTP API has it. Header names are in lower case. */
export interface Asking {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly requestContext: {
    readonly http: { readonly method: string };
    /** What `functions/authorize` says of the token: claims, or `refused` and why. */
    readonly authorizer?: { readonly lambda: Claims };
  };
}

/** Header by which a caller acts on another tenant's data under that tenant's grant (a CMO for a MAH). */
export const actingForHeader = 'seriate-acting-for';

/**
 * The one place where a call's right is checked: the token must hold the scope to read or write, the role must carry the permission, and
 * crossing to another tenant needs that tenant's grant for the same permission.
 *
 * @param needed the scope, where the method does not say whether the call reads or writes
 * @param forPartners what is asked for shows and changes a partner's own things alone, so that its own machine clients may come
 */
export async function principalOf(
  event: Asking,
  permission: Permission,
  granted: Granted,
  needed: Scope = scopeOf(event.requestContext.http.method),
  forPartners = false,
): Promise<Principal> {
  const claims = event.requestContext.authorizer?.lambda ?? {};
  const [home, role, scope] = [claims['tenant'], claims['role'], claims['scope']];
  if (!isName(home) || !isName(role)) throw unknownCaller(claims);
  const scopes = String(scope ?? '').split(' ');
  if (!holds(scopes, needed)) throw lacksScope(needed);
  if (!roleMay(role, permission)) throw lacksPermission(role, permission);
  const partner = claims['partner'];
  if (isName(partner) && !forPartners) throw notForPartners(partner);
  const tenant = event.headers[actingForHeader] ?? home;
  // A partner is one tenant's: what another tenant calls so is somebody else.
  if (isName(partner) && tenant !== home) throw notForPartners(partner);
  const across = tenant === home ? {} : await crossing(granted, { tenant, home, permission });
  return {
    tenant,
    home,
    role,
    mayWrite: holds(scopes, 'write'),
    ...whoIs(claims),
    ...across,
    ...(isName(partner) && { partner }),
  };
}

const notForPartners = (partner: string) =>
  new Refused(
    refuse('not-permitted', `the client is that of partner ${partner}, and this is not for partners`, {
      rule: 'Seriate: a client that is bound to a partner sees and does what is that partner’s alone',
      remedy: 'GET /partner/ours tells what a partner can ask for',
    }),
  );

function unknownCaller({ refused }: Claims): Refused {
  const detail = isName(refused) ? refused : 'the token carries no tenant and role';
  const remedy = 'POST /oauth2/token for a new one; if that does not help, ask an administrator of your tenant';
  const rule = 'RFC 6750 §3.1';
  return new Refused(refuse('unauthenticated', detail, { rule, remedy }), {
    'WWW-Authenticate': 'Bearer error="invalid_token"',
  });
}

/** What another tenant's grant lets a caller do. */
async function crossing(
  granted: Granted,
  { tenant, home, permission }: { tenant: string; home: string; permission: Permission },
): Promise<Pick<Principal, 'within'>> {
  if (!isGrantable(permission))
    throw new Refused(
      refuse('not-permitted', `${permission} is a tenant's own affair: nobody has it on behalf of ${tenant}`, {
        remedy: `leave the header ${actingForHeader} out`,
      }),
    );
  const within = await granted(tenant, home, permission);
  if (within === false)
    throw new Refused(
      refuse('not-permitted', `tenant ${home} holds no grant from ${tenant} for ${permission}`, {
        remedy: `an administrator of ${tenant} can grant it: PUT /api/grants/${home}`,
      }),
    );
  return within === true ? {} : { within };
}

/**
 * Tells whether the caller may see or change something. Every endpoint that a narrowed grant can reach asks for each thing it is about to
 * show or change; the tenant's own people and callers under a grant that is not narrowed may touch all of it.
 */
export const mayTouch = ({ within }: Pick<Principal, 'within'>, touched: Touched): boolean =>
  within === undefined || isWithin(within, touched);

/** Throws Refused `not-permitted` when the grant does not reach so far. */
export function mustTouch(principal: Pick<Principal, 'within' | 'home' | 'tenant'>, touched: Touched): void {
  if (mayTouch(principal, touched)) return;
  const kinds = ['gtin', 'lot', 'pool', 'site'] as const;
  const what = kinds.flatMap((kind) => (touched[kind] === undefined ? [] : [`${kind} ${touched[kind]}`]));
  throw new Refused(
    refuse('not-permitted', `the grant of ${principal.tenant} does not reach ${what.join(', ')}`, {
      remedy: `an administrator of ${principal.tenant} can widen it: PUT /api/grants/${principal.home}`,
    }),
  );
}

/** Throws Refused `not-permitted` under a narrowed grant: what cannot be cut down to a scope is not shown at all. @param what as callers know it */
export function mustBeWide(
  { within, home, tenant }: Pick<Principal, 'within' | 'home' | 'tenant'>,
  what: string,
): void {
  if (within === undefined) return;
  throw new Refused(
    refuse('not-permitted', `the grant of ${tenant} is narrowed, and ${what} cannot be`, {
      remedy: `an administrator of ${tenant} can give a grant without a scope: PUT /api/grants/${home}`,
    }),
  );
}

/** Cognito's access tokens name the user of a person and none of a machine; API Gateway hands every claim on as text. */
function whoIs(claims: Claims): Pick<Principal, 'caller' | 'person' | 'authTime' | 'name'> {
  const { username, auth_time, name, sub } = claims;
  if (!isName(username)) return { caller: String(sub ?? ''), person: false };
  const authTime = Number(auth_time ?? Number.NaN);
  return {
    caller: username,
    person: true,
    ...(Number.isSafeInteger(authTime) && { authTime }),
    ...(isName(name) && { name }),
  };
}

const isName = (claim: unknown): claim is string => typeof claim === 'string' && claim !== '';

const scopeOf = (method: string): Scope => (['GET', 'OPTIONS'].includes(method) ? 'read' : 'write');

const holds = (scopes: readonly string[], scope: Scope): boolean => scopes.includes(`seriate/${scope}`);

const lacksPermission = (role: string, permission: Permission) =>
  new Refused(
    refuse('not-permitted', `role ${role} lacks ${permission}`, {
      remedy: role === 'partner-api' ? 'GET /partner/profile' : 'ask an administrator for a role that may',
    }),
  );

/** The refusal of a token without a scope that the call needs. */
export const lacksScope = (needed: Scope) =>
  new Refused(
    refuse('not-permitted', `the token lacks the scope seriate/${needed}`, {
      remedy: `ask for a token with scope=seriate/${needed}`,
    }),
  );
