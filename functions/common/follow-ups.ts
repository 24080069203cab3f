import { randomUUID } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { announce } from './announce.ts';
import { announceMovements } from './announce-movements.ts';
import { followReceipts } from './desk/follow-receipts.ts';
import { followWithheld } from './desk/follow-withheld.ts';
import type { FollowUp } from './follow-up.ts';
import { checkEvents } from './integrity/check-events.ts';
import type { PoolCipher } from './pool-cipher.ts';
import type { SendToQueue } from './send/queue.ts';
import { deskCases } from './store/desk-cases.ts';
import { dscsaCases } from './store/dscsa-cases.ts';
import { dscsaSettings } from './store/dscsa-settings.ts';
import { exceptions } from './store/exceptions.ts';
import { inbox } from './store/inbox.ts';
import { namedQueries } from './store/named-queries.ts';
import { readSerialPools } from './store/read-serial-pools.ts';
import { registry } from './store/registry.ts';
import { subscriptionRuns } from './store/subscription-runs.ts';
import { subscriptions } from './store/subscriptions.ts';
import { unitEvents } from './store/unit-events.ts';
import { vocabulary } from './store/vocabulary.ts';
import { offerEvents } from './subscriptions/offer-events.ts';

interface Needs {
  readonly db: DynamoDBDocumentClient;
  readonly tables: {
    readonly SERIALS_TABLE: string;
    readonly LEDGER_TABLE: string;
    readonly REGISTRY_TABLE: string;
    readonly DELIVERIES_TABLE: string;
  };
  readonly cipher: PoolCipher;
  readonly wakeSubscriptions: SendToQueue;
  readonly now: () => Date;
}

/** All that follows from captured events, whoever captured them: integrators and subscribers are told, contradictions become exceptions, receipts that differ cases with partners,
 * shipments of suspect product exceptions. */
export function followUps({ db, tables, cipher, wakeSubscriptions, now }: Needs): FollowUp[] {
  const { SERIALS_TABLE, LEDGER_TABLE, REGISTRY_TABLE, DELIVERIES_TABLE } = tables;
  const pools = readSerialPools(db, SERIALS_TABLE);
  const masterData = vocabulary(db, REGISTRY_TABLE);
  return [
    announceMovements(announce(db, DELIVERIES_TABLE), { registry: registry(db, REGISTRY_TABLE) }),
    offerEvents({
      subscriptions: subscriptions(db, REGISTRY_TABLE, DELIVERIES_TABLE),
      namedQueries: namedQueries(db, REGISTRY_TABLE),
      vocabulary: masterData,
      inbox: inbox(db, DELIVERIES_TABLE),
      runs: subscriptionRuns(db, DELIVERIES_TABLE),
      wake: wakeSubscriptions,
      now,
    }),
    checkEvents({
      unitEvents: unitEvents(db, LEDGER_TABLE, pools, cipher),
      exceptions: exceptions(db, DELIVERIES_TABLE),
      pools,
      cipher,
      registry: registry(db, REGISTRY_TABLE),
      vocabulary: masterData,
      now,
    }),
    followReceipts({
      cases: deskCases(db, DELIVERIES_TABLE),
      settingsOf: dscsaSettings(db, REGISTRY_TABLE).get,
      exceptions: exceptions(db, DELIVERIES_TABLE),
      registry: registry(db, REGISTRY_TABLE),
      unitEvents: unitEvents(db, LEDGER_TABLE, pools, cipher),
      now,
      uuid: randomUUID,
    }),
    followWithheld({
      suspects: dscsaCases(db, DELIVERIES_TABLE),
      exceptions: exceptions(db, DELIVERIES_TABLE),
      unitEvents: unitEvents(db, LEDGER_TABLE, pools, cipher),
      now,
    }),
  ];
}
