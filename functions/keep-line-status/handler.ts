import { batchHandler } from '#common/batch.ts';
import { readEnv } from '#common/read-env.ts';
import { documentClient } from '#common/store/document-client.ts';
import { lineStatuses } from '#common/store/line-statuses.ts';
import { lineStatusMessage } from '#shared/messages/line-status.ts';
import { shape } from './env.ts';
import { keepLineStatus } from './keep-line-status.ts';

const env = readEnv(shape, process.env);
const needs = { statuses: lineStatuses(documentClient(), env.DELIVERIES_TABLE), now: () => new Date() };

// What cannot be read is told anew within 30 seconds: there is nothing to keep but the log line.
const forget = () => Promise.resolve();

export const handler = batchHandler(lineStatusMessage, keepLineStatus(needs), forget);
