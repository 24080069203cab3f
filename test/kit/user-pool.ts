import { join } from 'node:path';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { userPool } from '#common/user-pool.ts';
import { type Credentials, openCredentials } from '../../infra/local/identity/credentials.ts';
import { startPoolServer } from '../../infra/local/identity/pool-server.ts';

const id = 'us-east-1_test';

/** The user pool of one machine, behind its wire protocol, with its file in `folder`. */
export async function startUserPool(folder: string) {
  const credentials: Credentials = await openCredentials(
    join(folder, 'credentials.json'),
    { clients: [], users: [] },
    [],
  );
  const server = await startPoolServer(
    () => credentials,
    () => id,
  );
  const client = new CognitoIdentityProviderClient({
    endpoint: server.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const stop = async () => {
    client.destroy();
    await server.stop();
  };
  return { credentials, pool: userPool(id, client), stop };
}
