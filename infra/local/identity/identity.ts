import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import type { Host, Providers } from '../provider.ts';
import { attempts } from './attempts.ts';
import { type Credentials, openCredentials, type Wanted } from './credentials.ts';
import { openIdentityKeys } from './identity-keys.ts';
import { oidcPaths, oidcProvider, signInPath } from './oidc.ts';
import { startPoolServer } from './pool-server.ts';
import { signIn } from './sign-in.ts';
import { type UserPools, userPoolProviders } from './user-pools.ts';

/** What stands in for Cognito. */
export interface Identity {
  /** `AWS::Cognito::UserPool`, `…UserPoolClient`, `…UserPoolResourceServer`, `…UserPoolDomain`. */
  readonly providers: Providers;
  /** Who may come in, once the host is ready; undefined where the template has no user pool. */
  credentials(): Credentials | undefined;
}

/**
 * Hosts the user pools of a template: its tokens, from `host.url` as issuer, for whom `credentials.json` in the host's data directory names,
 * and what of their administration functions use. Machines and people `wanted` are added to that file when the host is ready. A template
 * without user pools has no sign-in.
 */
export function identity(wanted: Wanted): Identity {
  const pools: UserPools = { audience: [], peoplesClients: [], scopes: [] };
  let begun: Promise<void> | undefined;
  let credentials: Credentials | undefined;
  const begin = async (host: Host) => {
    const server = await startPoolServer(
      () => credentials,
      () => pools.id ?? '',
    );
    host.onClose(server.stop);
    host.endpoints.cognito = server.endpoint;
    host.onReady(async () => {
      credentials = await openCredentials(join(host.data, 'credentials.json'), wanted, pools.scopes);
      await serve(host, credentials, pools);
    });
  };
  return {
    providers: userPoolProviders(pools, (host) => {
      begun ??= begin(host);
      return begun;
    }),
    credentials: () => credentials,
  };
}

async function serve(host: Host, credentials: Credentials, pools: UserPools): Promise<void> {
  const keys = await openIdentityKeys(join(host.data, 'identity-keys.json'));
  const { url: issuer, region, invoke, log } = host;
  const provider = oidcProvider({ issuer, region, keys, credentials, pools, invoke, log });
  const listener = provider.callback();
  for (const path of oidcPaths) host.mount(path, acceptingCognitosLogout(listener));
  host.mount(signInPath, signIn({ provider, credentials, attempts: attempts(), log: host.log }));
}

/** Cognito's sign-out calls `logout_uri` what OpenID Connect calls `post_logout_redirect_uri`. */
function acceptingCognitosLogout(listener: RequestListener): RequestListener {
  return (request, response) => {
    if (request.url?.startsWith('/logout?'))
      request.url = request.url.replace(/([?&])logout_uri=/, '$1post_logout_redirect_uri=');
    return listener(request, response);
  };
}
