import * as v from 'valibot';
import type { Credentials } from './credentials.ts';
import type { UserPools } from './user-pools.ts';

/** Who a token is for: a person by user name, or the client itself. */
export interface Holder {
  readonly clientId: string;
  readonly username?: string | undefined;
  readonly scopes: readonly string[];
  /** How the token came about, as Cognito names it. */
  readonly source: 'ClientCredentials' | 'HostedAuth' | 'RefreshTokens';
}

/** What a token says of its holder beside what every token says. */
export interface Said {
  readonly claims: Readonly<Record<string, unknown>>;
  readonly suppressedScopes: readonly string[];
}

const generation = v.optional(
  v.object({
    claimsToAddOrOverride: v.optional(v.record(v.string(), v.unknown()), {}),
    scopesToSuppress: v.optional(v.array(v.string()), []),
  }),
  {},
);
const answer = v.object({
  response: v.object({
    claimsAndScopeOverrideDetails: v.object({ accessTokenGeneration: generation, idTokenGeneration: generation }),
  }),
});

export interface ClaimsNeeds {
  readonly pools: UserPools;
  readonly credentials: Pick<Credentials, 'client' | 'user'>;
  readonly region: string;
  readonly invoke: (fn: string, event: unknown) => Promise<unknown>;
}

/** Asks the function that the template names for its pool (pre token generation, version 3); without one, the file of this machine says it. */
export async function claimsFor(needs: ClaimsNeeds, holder: Holder, token: 'access' | 'id'): Promise<Said> {
  const { pools, credentials, region, invoke } = needs;
  const user = holder.username === undefined ? undefined : credentials.user(holder.username);
  const fn = pools.claimsFunction;
  if (fn === undefined) {
    const { tenant, role } = user ?? credentials.client(holder.clientId) ?? {};
    return { claims: { tenant, role }, suppressedScopes: [] };
  }
  const { username: userName = '', name, email, disabled } = user ?? {};
  // Whoever was shut out while he was signed in gets nothing new.
  if (holder.username !== undefined && (user === undefined || disabled))
    return { claims: {}, suppressedScopes: holder.scopes };
  const event = {
    version: '3',
    triggerSource: `TokenGeneration_${holder.source}`,
    region,
    userPoolId: pools.id ?? '',
    userName: user && userName,
    callerContext: { awsSdkVersion: 'local', clientId: holder.clientId },
    request: {
      userAttributes: { ...(user && { sub: userName }), ...(name && { name }), ...(email && { email }) },
      groupConfiguration: { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null },
      scopes: holder.scopes,
    },
    response: { claimsAndScopeOverrideDetails: null },
  };
  const { accessTokenGeneration, idTokenGeneration } = v.parse(answer, await invoke(fn, event)).response
    .claimsAndScopeOverrideDetails;
  const said = token === 'access' ? accessTokenGeneration : idTokenGeneration;
  return { claims: said.claimsToAddOrOverride, suppressedScopes: accessTokenGeneration.scopesToSuppress };
}
