import { join } from 'node:path';
import { openKeys } from '../engines/keys.ts';
import { startKeysServer } from '../engines/keys-server.ts';
import type { Host, Provider } from '../provider.ts';
import { physicalName } from './physical-name.ts';

/** `AWS::KMS::Key`. Its bytes are made once and kept: whatever it wrapped could not be opened without them. */
export function keyProvider(): Provider {
  let opening: Promise<Awaited<ReturnType<typeof open>>> | undefined;
  return {
    create: async (resource, host) => {
      opening ??= open(host);
      const keys = await opening;
      const { id, arn } = await keys.keep(physicalName(resource, 200));
      return { ref: id, KeyId: id, Arn: arn };
    },
  };
}

async function open(host: Host) {
  const arnOf = (id: string) => `arn:aws:kms:${host.region}:${host.account}:key/${id}`;
  const keys = await openKeys(join(host.data, 'keys.json'), arnOf);
  const server = await startKeysServer(keys);
  host.onClose(server.stop);
  host.endpoints.kms = server.endpoint;
  return keys;
}
