import { type Configuration, errors, type KoaContextWithOIDC } from 'oidc-provider';
import { type ClaimsNeeds, claimsFor } from './claims.ts';

export interface TokenNeeds extends ClaimsNeeds {
  readonly issuer: string;
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
export function tokens(needs: TokenNeeds): Configuration {
  return {
    findAccount: (ctx, username) =>
      needs.credentials.user(username) && {
        accountId: username,
        claims: async () => {
          const clientId = ctx.oidc.client?.clientId ?? '';
          const holder = { clientId, username, scopes: [], source: 'HostedAuth' } as const;
          const { claims } = await claimsFor(needs, holder, 'id');
          return { sub: username, 'cognito:username': username, token_use: 'id', ...claims };
        },
      },
    formats: { customizers: { jwt: (ctx, token, { payload }) => customize(needs, ctx, token, payload) } },
    loadExistingGrant: (ctx) => grantOf(needs.issuer, ctx),
  };
}

/** An access token as Cognito writes it. */
async function customize(
  needs: TokenNeeds,
  ctx: KoaContextWithOIDC,
  token: { readonly clientId?: string | undefined; readonly accountId?: string | undefined },
  payload: Record<string, unknown>,
): Promise<void> {
  const { issuer, pools } = needs;
  const { AuthorizationCode, RefreshToken } = ctx.oidc.entities;
  const username = token.accountId;
  const source = username === undefined ? 'ClientCredentials' : RefreshToken ? 'RefreshTokens' : 'HostedAuth';
  const scopes = String(payload['scope'] ?? '').split(' ');
  const holder = { clientId: token.clientId ?? '', username, scopes, source } as const;
  const { claims, suppressedScopes } = await claimsFor(needs, holder, 'access');
  const left = scopes.filter((scope) => !suppressedScopes.includes(scope));
  const authTime = AuthorizationCode?.authTime ?? RefreshToken?.authTime;
  Object.assign(payload, claims, {
    token_use: 'access',
    scope: left.join(' '),
    // The clients of the user pool, for an authorizer that lists them.
    aud: pools.audience.length > 0 ? pools.audience : [issuer],
    ...(username !== undefined && { username, auth_time: authTime }),
  });
}

/** Nobody is asked for consent: the console is ours, and what it may see is the role's to say. */
async function grantOf(issuer: string, { oidc }: KoaContextWithOIDC) {
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
}
