import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { batchHandler } from '#common/batch.ts';
import { readEnv } from '#common/read-env.ts';
import { keptTokens } from '#common/regulator-access/tokens.ts';
import { httpsSender } from '#common/send/https.ts';
import { outboundGuard } from '#common/send/outbound.ts';
import { queue } from '#common/send/queue.ts';
import { documentClient } from '#common/store/document-client.ts';
import { documents } from '#common/store/documents.ts';
import { writeObject } from '#common/store/object-writer.ts';
import { refills } from '#common/store/refills.ts';
import { serialImports } from '#common/store/serial-imports.ts';
import { refillMessage } from '#shared/messages/queue-messages.ts';
import { shape } from './env.ts';
import { issuerCredentials } from './issuer-credentials.ts';
import { oms } from './oms.ts';
import { omsSecret } from './oms-secret.ts';
import { requestRefill } from './request-refill.ts';
import { seriate } from './seriate.ts';
import { clientCredentials } from './seriate-token.ts';
import { xtrace } from './xtrace.ts';
import { xtraceSecret } from './xtrace-secret.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const client = new S3Client();
const secrets = new SecretsManagerClient();
const now = () => new Date();
const send = httpsSender(outboundGuard(env.OUTBOUND));
const needs = {
  refills: refills(db, env.DELIVERIES_TABLE),
  imports: serialImports(db, env.SERIALS_TABLE, env.DELIVERIES_TABLE),
  documents: documents(env.DOCUMENTS_BUCKET, client),
  write: (key: string, contentType: string, source: AsyncIterable<Uint8Array>) =>
    writeObject(client, { bucket: env.DOCUMENTS_BUCKET, key, contentType }, source),
  issuers: {
    seriate: seriate({
      send,
      credentials: issuerCredentials(secrets, clientCredentials, 'clientId, clientSecret and origin'),
      now,
    }),
    oms: oms({ send, secret: issuerCredentials(secrets, omsSecret, 'clientToken, origin, key and certificate'), now }),
    xtrace: xtrace({
      send,
      secret: issuerCredentials(secrets, xtraceSecret, 'origin, and token or username and password'),
      tokens: keptTokens(),
      now,
    }),
  },
  wakeRefill: queue(env.REFILL_QUEUE_URL),
  wakeImport: queue(env.IMPORT_QUEUE_URL),
  now,
  random: Math.random,
};

// A refused message names no refill that exists: there is nothing to keep but the log line.
const forget = () => Promise.resolve();

export const handler = batchHandler(refillMessage, requestRefill(needs), forget);
