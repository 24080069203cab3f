import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { FollowUp } from './follow-up.ts';
import { checkEvents } from './integrity/check-events.ts';
import type { PoolCipher } from './pool-cipher.ts';
import type { SendToQueue } from './send/queue.ts';
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

/** All that follows from captured events, whoever captured them: subscribers are told, contradictions become exceptions. */
export function followUps({ db, tables, cipher, wakeSubscriptions, now }: Needs): FollowUp[] {
  const { SERIALS_TABLE, LEDGER_TABLE, REGISTRY_TABLE, DELIVERIES_TABLE } = tables;
  const pools = readSerialPools(db, SERIALS_TABLE);
  const masterData = vocabulary(db, REGISTRY_TABLE);
  return [
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
  ];
}
