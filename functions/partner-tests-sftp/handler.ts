import { openChannel } from '#common/channels/open-channel.ts';
import { httpHandler } from '#common/http.ts';
import { sendGolden } from '#common/onboarding/send-golden.ts';
import { testConnection } from '#common/onboarding/test-connection.ts';
import { readEnv } from '#common/read-env.ts';
import { rootSecret } from '#common/root-secret.ts';
import { sftpGuard } from '#common/send/outbound.ts';
import { sftpOpener } from '#common/sftp/sftp-opener.ts';
import { documentClient } from '#common/store/document-client.ts';
import { masterData } from '#common/store/master-data.ts';
import { onboardings } from '#common/store/onboardings.ts';
import { partnerCredentials } from '#common/store/partner-credentials.ts';
import { registry } from '#common/store/registry.ts';
import { shape } from './env.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const root = rootSecret(env.ROOT_SECRET_ARN);
const tenants = registry(db, env.REGISTRY_TABLE);
const credentials = { open: partnerCredentials(db, env.REGISTRY_TABLE, root).openTried };
const needs = {
  onboardings: onboardings(db, env.REGISTRY_TABLE),
  master: masterData(db, env.REGISTRY_TABLE),
  registry: tenants,
  open: openChannel({ sftp: sftpOpener({ guard: sftpGuard(env.OUTBOUND), root, credentials }) }),
  now: () => new Date(),
};
const own = { permission: 'partnership:own', partners: true } as const;

export const handler = httpHandler(
  {
    'POST /partner/sftp/connection-test': { ...own, endpoint: testConnection(needs) },
    'POST /partner/sftp/test-message': { ...own, endpoint: sendGolden(needs) },
  },
  tenants.granted,
);
