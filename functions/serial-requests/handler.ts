import { httpHandler } from '#common/http.ts';
import { poolCipher } from '#common/pool-cipher.ts';
import { readEnv } from '#common/read-env.ts';
import { rootSecret } from '#common/root-secret.ts';
import { documentClient } from '#common/store/document-client.ts';
import { registry } from '#common/store/registry.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import { shape } from './env.ts';
import { pageSerials } from './page-serials.ts';
import { requestSerials } from './request-serials.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const pools = serialPools(db, env.SERIALS_TABLE);
const cipher = poolCipher(rootSecret(env.ROOT_SECRET_ARN));

export const handler = httpHandler(
  {
    'POST /api/serial-requests': { permission: 'serials:request', endpoint: requestSerials({ pools }) },
    'GET /api/serial-requests/{requestId}/serials': {
      permission: 'serials:request',
      endpoint: pageSerials({ pools, cipher }),
    },
  },
  registry(db, env.REGISTRY_TABLE).granted,
);
