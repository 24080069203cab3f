import { openChannel } from '#common/channels/open-channel.ts';
import { httpHandler } from '#common/http.ts';
import { readEnv } from '#common/read-env.ts';
import { rootSecret } from '#common/root-secret.ts';
import { sftpGuard } from '#common/send/outbound.ts';
import { sftpOpener } from '#common/sftp/sftp-opener.ts';
import { documentClient } from '#common/store/document-client.ts';
import { masterData } from '#common/store/master-data.ts';
import { onboardingFiles } from '#common/store/onboarding-files.ts';
import { onboardings } from '#common/store/onboardings.ts';
import { partnerCredentials } from '#common/store/partner-credentials.ts';
import { registry } from '#common/store/registry.ts';
import { sshKeys } from '#common/store/ssh-keys.ts';
import { shape } from './env.ts';
import { sftpTestRoutes } from './sftp-test-routes.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const root = rootSecret(env.ROOT_SECRET_ARN);
const tenants = registry(db, env.REGISTRY_TABLE);
const credentials = { open: partnerCredentials(db, env.REGISTRY_TABLE, root).openTried };
const server = { guard: sftpGuard(env.OUTBOUND), root, sshKeys: sshKeys(db, env.REGISTRY_TABLE), credentials };
const needs = {
  onboardings: onboardings(db, env.REGISTRY_TABLE),
  master: masterData(db, env.REGISTRY_TABLE),
  registry: tenants,
  open: openChannel({ sftp: sftpOpener(server) }),
  server,
  files: onboardingFiles(db, env.REGISTRY_TABLE),
  now: () => new Date(),
};

export const handler = httpHandler(sftpTestRoutes(needs), tenants.granted);
