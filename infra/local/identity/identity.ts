import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import type { Host, Providers } from '../provider.ts';
import { attempts } from './attempts.ts';
import { openCredentials, type Wanted } from './credentials.ts';
import { openIdentityKeys } from './identity-keys.ts';
import { oidcPaths, oidcProvider, signInPath } from './oidc.ts';
import { signIn } from './sign-in.ts';
import { type UserPools, userPoolProviders } from './user-pools.ts';

/** What stands in for Cognito. */
export interface Identity {
  /** `AWS::Cognito::UserPool`, `…UserPoolClient`, `…UserPoolResourceServer`, `…UserPoolDomain`. */
  readonly providers: Providers;
}

/**
 * Hosts the user pools of a template: its tokens, from `host.url` as issuer, for whom `credentials.json` in the host's data directory names.
 * Machines and people `wanted` are added to that file when the host is ready. A template without user pools has no sign-in.
 */
export function identity(wanted: Wanted): Identity {
  const pools: UserPools = { audience: [], peoplesClients: [], scopes: [] };
  let begun = false;
  return {
    providers: userPoolProviders(pools, (host) => {
      if (begun) return;
      begun = true;
      host.onReady(() => serve(host, wanted, pools));
    }),
  };
}

async function serve(host: Host, wanted: Wanted, pools: UserPools): Promise<void> {
  const credentials = await openCredentials(join(host.data, 'credentials.json'), wanted, pools.scopes);
  const keys = await openIdentityKeys(join(host.data, 'identity-keys.json'));
  const provider = oidcProvider({ issuer: host.url, keys, credentials, pools, log: host.log });
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
