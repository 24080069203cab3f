import { type Configuration, type KoaContextWithOIDC, Provider } from 'oidc-provider';
import { clientMetadata } from './client-metadata.ts';
import { type Credentials, sameText } from './credentials.ts';
import type { IdentityKeys } from './identity-keys.ts';
import { memoryAdapter } from './memory-adapter.ts';
import { messagePage, pageHeaders, signOutPage } from './pages.ts';
import { scopesFor, type TokenNeeds, tokens } from './tokens.ts';

export interface OidcNeeds extends TokenNeeds {
  readonly keys: IdentityKeys;
  readonly credentials: Credentials;
  readonly log: (line: string) => void;
}

/** Seconds. Access tokens live as long as the contract says; what is between a person and a token lives short. */
const ttl = {
  AccessToken: 3600,
  ClientCredentials: 3600,
  IdToken: 3600,
  AuthorizationCode: 60,
  Interaction: 600,
  Session: 3600,
  Grant: 8 * 3600,
  // The next one lives as long as the one before had left.
  RefreshToken: ({ oidc }: KoaContextWithOIDC) => oidc.entities.RotatedRefreshToken?.remainingTTL ?? 8 * 3600,
};

/** Where people type their password; `:uid` follows. */
export const signInPath = '/oauth2/login';
/** Paths the provider answers, with all below them. Named as Cognito names them. */
export const oidcPaths = ['/oauth2', '/logout', '/.well-known/openid-configuration', '/.well-known/jwks.json'];

/** An OpenID provider whose tokens look like Cognito's, with the tenant and role of whom they were issued to. */
export function oidcProvider(needs: OidcNeeds): Provider {
  const { issuer, keys, credentials, log } = needs;
  const provider = new Provider(issuer, {
    adapter: memoryAdapter((clientId) => clientMetadata(needs, clientId)),
    jwks: keys.jwks,
    cookies: { keys: keys.cookies, names: cookieNames(issuer) },
    ttl,
    routes: {
      authorization: '/oauth2/authorize',
      token: '/oauth2/token',
      jwks: '/.well-known/jwks.json',
      revocation: '/oauth2/revoke',
      end_session: '/logout',
    },
    responseTypes: ['code'],
    scopes: ['openid', 'profile', 'email'],
    claims: { openid: ['sub', 'cognito:username', 'tenant', 'role', 'token_use'] },
    pkce: { required: () => true },
    clientBasedCORS: () => false,
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    // With Cognito what renews a token outlives the hour in which the sign-in page knows its holder.
    expiresWithSession: async () => false,
    interactions: { url: (_ctx, { uid }) => `${signInPath}/${uid}` },
    renderError: (ctx, { error, error_description }) =>
      show(ctx, 'That failed', `${error}: ${error_description ?? ''}`),
    features: features(needs),
    ...tokens(needs),
  });
  // A client may have two secrets for as long as it is told the new one.
  provider.Client.prototype.compareClientSecret = function (actual: string) {
    const { clientSecret = '', previousSecret } = credentials.client(this.clientId) ?? {};
    return [sameText(actual, clientSecret), previousSecret !== undefined && sameText(actual, previousSecret)].some(
      Boolean,
    );
  };
  provider.on('server_error', (_ctx, error) => log(`identity: ${error.stack}`));
  // The framework would write what goes wrong outside a route to the terminal.
  provider.onerror = (error) => log(`identity: ${error.message}`);
  return provider;
}

/** Cookies know no port: two clouds on one machine would take each other's. */
const cookieNames = (issuer: string) => {
  const { port } = new URL(issuer);
  return {
    session: `seriate-session-${port}`,
    interaction: `seriate-sign-in-${port}`,
    resume: `seriate-resume-${port}`,
  };
};

function features(needs: OidcNeeds): NonNullable<Configuration['features']> {
  const { issuer } = needs;
  return {
    devInteractions: { enabled: false },
    userinfo: { enabled: false },
    dPoP: { enabled: false },
    pushedAuthorizationRequests: { enabled: false },
    clientCredentials: { enabled: true },
    revocation: { enabled: true, allowedPolicy: async (_ctx, client, token) => token.clientId === client.clientId },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx, form) => void page(ctx, signOutPage(form)),
      postLogoutSuccessSource: (ctx) => show(ctx, 'Signed out', 'You may close this page.'),
    },
    // Only a token for some resource is a JWT: there is one resource, meant whether or not it is named.
    resourceIndicators: {
      enabled: true,
      defaultResource: () => issuer,
      useGrantedResource: () => true,
      getResourceServerInfo: (ctx, resource) => ({
        scope: scopesFor(needs, ctx).join(' '),
        audience: resource,
        accessTokenTTL: ttl.AccessToken,
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: 'RS256' } },
      }),
    },
  };
}

function page(ctx: Pick<KoaContextWithOIDC, 'set' | 'body'>, html: string): void {
  ctx.set({ ...pageHeaders });
  ctx.body = html;
}

const show = (ctx: KoaContextWithOIDC, title: string, message: string) => page(ctx, messagePage(title, message));
