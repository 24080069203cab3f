import type { Credentials, MachineClient } from './credentials.ts';
import type { PeoplesClient, UserPools } from './user-pools.ts';

interface Known {
  readonly credentials: Pick<Credentials, 'client'>;
  readonly pools: Pick<UserPools, 'peoplesClients'>;
}

/** A client as the provider wants it described: the console from the template, a machine from the credentials file; undefined for anyone else. */
export function clientMetadata({ credentials, pools }: Known, clientId: string) {
  const people = pools.peoplesClients.find((each) => each.clientId === clientId);
  if (people) return peoplesMetadata(people);
  const machine = credentials.client(clientId);
  return machine && machineMetadata(machine);
}

const peoplesMetadata = ({ clientId, callbackUrls, logoutUrls }: PeoplesClient) => ({
  client_id: clientId,
  client_name: 'Seriate',
  // A page in a browser can keep no secret; PKCE stands in for it.
  token_endpoint_auth_method: 'none' as const,
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code' as const],
  redirect_uris: [...callbackUrls],
  post_logout_redirect_uris: [...logoutUrls],
});

const machineMetadata = ({ clientId, clientSecret }: MachineClient) => ({
  client_id: clientId,
  client_secret: clientSecret,
  // The provider takes a secret in the header and in the body alike.
  token_endpoint_auth_method: 'client_secret_basic' as const,
  grant_types: ['client_credentials'],
  response_types: [],
  redirect_uris: [],
});
