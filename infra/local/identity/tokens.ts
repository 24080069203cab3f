import { type Configuration, errors, type KoaContextWithOIDC } from 'oidc-provider';
import type { Credentials } from './credentials.ts';
import type { UserPools } from './user-pools.ts';

export interface TokenNeeds {
  readonly issuer: string;
  readonly credentials: Pick<Credentials, 'client' | 'user'>;
  readonly pools: UserPools;
}

/** The scopes a client may have. As with Cognito, asking for another is an error, and a machine that asks for none gets all. */
export function scopesFor({ credentials, pools }: TokenNeeds, { oidc }: KoaContextWithOIDC): readonly string[] {
  const clientId = oidc.client?.clientId ?? '';
  const machine = credentials.client(clientId);
  const allowed = machine?.scopes ?? pools.peoplesClients.find((each) => each.clientId === clientId)?.scopes ?? [];
  const asked = oidc.params?.['scope'];
  if (machine && oidc.params && asked === undefined) oidc.params['scope'] = allowed.join(' ');
  for (const scope of typeof asked === 'string' ? asked.split(' ') : [])
    if (!allowed.includes(scope)) throw new errors.InvalidScope('requested scope is not allowed', scope);
  return allowed;
}

/** Whose a token is, and what it says. */
export function tokens({ credentials, pools, issuer }: TokenNeeds): Configuration {
  return {
    findAccount: (_ctx, username) => {
      const user = credentials.user(username);
      return (
        user && {
          accountId: username,
          claims: () => ({
            sub: username,
            'cognito:username': username,
            tenant: user.tenant,
            role: user.role,
            token_use: 'id',
          }),
        }
      );
    },
    extraTokenClaims: (_ctx, token) => {
      const user = token.kind === 'AccessToken' ? credentials.user(token.accountId) : undefined;
      const holder = user ?? credentials.client(token.clientId ?? '');
      return {
        token_use: 'access',
        tenant: holder?.tenant,
        role: holder?.role,
        ...(user && { username: user.username }),
      };
    },
    formats: {
      customizers: {
        // The audience the API's authorizer knows: the clients of the user pool.
        jwt: (_ctx, _token, { payload }) => {
          payload['aud'] = pools.audience.length > 0 ? pools.audience : [issuer];
        },
      },
    },
    // Nobody is asked for consent: the console is ours, and what it may see is the role's to say.
    loadExistingGrant: async ({ oidc }) => {
      const { client, session, provider, params } = oidc;
      if (!client || !session?.accountId) return undefined;
      const known = session.grantIdFor(client.clientId);
      const grant =
        (known && (await provider.Grant.find(known))) ||
        new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      const scope = String(params?.['scope'] ?? '');
      grant.addOIDCScope(scope);
      grant.addResourceScope(issuer, scope);
      await grant.save();
      return grant;
    },
  };
}
