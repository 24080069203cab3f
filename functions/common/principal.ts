import { type Permission, roleMay } from '#shared/access/permissions.ts';
import { refuse } from '#shared/refusal.ts';
import { Refused } from './refused.ts';

/** Who calls, and for whom. */
export interface Principal {
  /** The tenant whose data the call touches. */
  readonly tenant: string;
  /** The tenant the caller belongs to; differs from `tenant` only under a grant. */
  readonly home: string;
  readonly role: string;
  readonly caller: string;
  /** The token holds the scope to write, whatever the call at hand needs. */
  readonly mayWrite: boolean;
}

/** Scopes of the resource server in `infra/stacks/identity.ts`, `seriate/…`. */
export type Scope = 'read' | 'write';

/** Tells whether `owner` granted `grantee` a permission. */
export type Granted = (owner: string, grantee: string, permission: Permission) => Promise<boolean>;

/** What of a request says who asks; the event of an HTTP API has it. Header names are in lower case. */
export interface Asking {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly requestContext: {
    readonly http: { readonly method: string };
    /** Claims of a token that was verified. */
    readonly authorizer?: { readonly jwt: { readonly claims: Readonly<Record<string, unknown>> } };
  };
}

/** Header by which a caller acts on another tenant's data under that tenant's grant (a CMO for a MAH). */
export const actingForHeader = 'seriate-acting-for';

/**
 * The one place where a call's right is checked: the token must hold the scope to read or write, the role must carry the permission, and
 * crossing to another tenant needs that tenant's grant for the same permission.
 *
 * @param needed the scope, where the method does not say whether the call reads or writes
 */
export async function principalOf(
  event: Asking,
  permission: Permission,
  granted: Granted,
  needed: Scope = scopeOf(event.requestContext.http.method),
): Promise<Principal> {
  const claims = event.requestContext.authorizer?.jwt.claims ?? {};
  const [home, role, caller, scope] = [claims['tenant'], claims['role'], claims['sub'], claims['scope']];
  if (typeof home !== 'string' || typeof role !== 'string')
    throw new Refused(
      refuse('unauthenticated', 'the token carries no tenant and role', { remedy: 'ask POST /oauth2/token for one' }),
    );
  const scopes = String(scope ?? '').split(' ');
  if (!holds(scopes, needed)) throw lacksScope(needed);
  if (!roleMay(role, permission)) throw new Refused(refuse('not-permitted', `role ${role} lacks ${permission}`));
  const tenant = event.headers[actingForHeader] ?? home;
  if (tenant !== home && !(await granted(tenant, home, permission)))
    throw new Refused(
      refuse('not-permitted', `tenant ${home} holds no grant from ${tenant} for ${permission}`, {
        remedy: `an administrator of ${tenant} can grant it: PUT /api/grants/${home}`,
      }),
    );
  return { tenant, home, role, caller: String(caller ?? ''), mayWrite: holds(scopes, 'write') };
}

const scopeOf = (method: string): Scope => (['GET', 'OPTIONS'].includes(method) ? 'read' : 'write');

const holds = (scopes: readonly string[], scope: Scope): boolean => scopes.includes(`seriate/${scope}`);

/** The refusal of a token without a scope that the call needs. */
export const lacksScope = (needed: Scope) =>
  new Refused(
    refuse('not-permitted', `the token lacks the scope seriate/${needed}`, {
      remedy: `ask for a token with scope=seriate/${needed}`,
    }),
  );
