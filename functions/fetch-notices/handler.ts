import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { batchHandler } from '#common/batch.ts';
import { poolCipher } from '#common/pool-cipher.ts';
import { keyUnwrapper } from '#common/pool-keys.ts';
import { readEnv } from '#common/read-env.ts';
import { regulatorCredentials } from '#common/regulator-access/regulator-credentials.ts';
import { keptTokens } from '#common/regulator-access/tokens.ts';
import { httpsSender } from '#common/send/https.ts';
import { outboundGuard } from '#common/send/outbound.ts';
import { queue } from '#common/send/queue.ts';
import { deliveries } from '#common/store/deliveries.ts';
import { documentClient } from '#common/store/document-client.ts';
import { evidenceStore } from '#common/store/evidence.ts';
import { noticeFetches } from '#common/store/notice-fetches.ts';
import { notices } from '#common/store/notices.ts';
import { readSerialPools } from '#common/store/read-serial-pools.ts';
import { regulatorAccesses } from '#common/store/regulator-accesses.ts';
import { turnRows } from '#common/store/turns.ts';
import { unitEvents } from '#common/store/unit-events.ts';
import { noticeMessage } from '#shared/messages/queue-messages.ts';
import { shape } from './env.ts';
import { fetchNotices } from './fetch-notices.ts';
import { runNotice } from './run-notice.ts';
import { takeNotice } from './take-notice.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const needs = {
  notices: notices(db, env.DELIVERIES_TABLE),
  fetches: noticeFetches(db, env.DELIVERIES_TABLE),
  deliveries: deliveries(db, env.DELIVERIES_TABLE),
  turns: turnRows(db, env.DELIVERIES_TABLE),
  limits: env.REGULATOR_LIMITS,
  evidence: evidenceStore(new S3Client(), env.DOCUMENTS_BUCKET),
  unitEvents: unitEvents(db, env.LEDGER_TABLE, readSerialPools(db, env.SERIALS_TABLE), poolCipher(keyUnwrapper())),
  send: httpsSender(outboundGuard(env.OUTBOUND)),
  wake: queue(env.NOTICE_QUEUE_URL),
  accesses: regulatorAccesses(db, env.REGISTRY_TABLE),
  credentials: regulatorCredentials(new SecretsManagerClient()),
  tokens: keptTokens(),
  // Notices are the tenant's own: nobody's are fetched by an address that all share.
  baseUrls: {},
  now: () => new Date(),
  pause: (ms: number) => new Promise<void>((resume) => setTimeout(resume, ms)),
};

// A refused message names no row that exists: there is nothing to keep but the log line.
const forget = () => Promise.resolve();

export const handler = batchHandler(noticeMessage, takeNotice(runNotice(needs), fetchNotices(needs)), forget);
