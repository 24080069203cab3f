import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { captureJobs } from '#common/store/capture-jobs.ts';
import { ledger } from '#common/store/ledger.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { captureLineDocument } from '../../functions/capture-events/capture-line-document.ts';
import { tables } from './dynoxide.ts';
import { documentOf } from './events.ts';
import { openCipher } from './unit-maker.ts';

/** Captures documents as the queue's consumer does with what a line sends; nothing is planned or checked beyond. */
export function lineCapture(db: DynamoDBDocumentClient, owner: string) {
  const kept = { put: async () => undefined, text: async () => undefined };
  const needs = {
    jobs: captureJobs(db, tables.deliveries, kept),
    ledger: ledger(db, tables.ledger, serialPools(db, tables.serials), openCipher),
    followUps: [],
    wakePlanner: async () => undefined,
    now: () => new Date('2026-03-01T10:00:00.000Z'),
  };
  return (sequence: number, events: readonly EpcisEvent[]) =>
    captureLineDocument(needs, owner, `line~${owner}~site-1~line-1~${sequence}`, documentOf(events));
}
