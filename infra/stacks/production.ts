import { Duration, Stack } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Env } from '../../functions/act-on-message/env.ts';
import { ringOnCode } from '../constructs/alarm.ts';
import { QueueFunction } from '../constructs/queue-function.ts';
import type { DataStack } from './data.ts';
import type { DeliveryStack } from './delivery.ts';
import type { SerialsStack } from './serials.ts';

interface Before {
  readonly data: DataStack;
  readonly delivery: DeliveryStack;
  readonly serials: SerialsStack;
}

/** Partners that pack for a tenant and only send messages: numbers are given to them, lots are closed by what they tell. */
export class ProductionStack extends Stack {
  readonly actor: QueueFunction;
  readonly alarms: Alarm[];

  constructor(scope: Construct, id: string, { data, delivery, serials }: Before) {
    super(scope, id);
    const { SERIALS_TABLE, LEDGER_TABLE, REGISTRY_TABLE, DELIVERIES_TABLE, DOCUMENTS_BUCKET } = data.names;
    const { inbound, exchange, partner } = delivery;
    const refills = serials.refills.queue;
    this.actor = new QueueFunction(this, 'actor', {
      name: 'act-on-message',
      environment: {
        SERIALS_TABLE,
        LEDGER_TABLE,
        REGISTRY_TABLE,
        DELIVERIES_TABLE,
        DOCUMENTS_BUCKET,
        INBOUND_QUEUE_URL: inbound.queue.queueUrl,
        PARTNER_QUEUE_URL: partner.queue.queueUrl,
        REFILL_QUEUE_URL: refills.queueUrl,
      } satisfies Env,
      batchSize: 1,
      // A lot is counted twice, and its spoilt packs are looked for.
      timeout: Duration.minutes(2),
      memorySize: 1769,
      remedy: 'Messages of partners are not acted on; runbook: docs/runbooks/exchange-dead-letters.md',
      watched: exchange,
    });
    const { function: acts } = this.actor;
    // What waits goes back to who reads, and answers go out.
    for (const queue of [inbound.queue, partner.queue, refills]) queue.grantSendMessages(acts);
    data.grantLedgerRead(acts);
    data.serials.grantReadWriteData(acts);
    // Which serials of a lot had which fate is evidence, and only grows.
    data.ledger.grant(acts, 'dynamodb:PutItem');
    data.registry.grantWriteData(acts);
    data.deliveries.grantReadWriteData(acts);
    data.documents.grantRead(acts, '*/inbound/*');
    this.alarms = [
      ...this.actor.alarms,
      ringOnCode(
        this.actor,
        'needs-person',
        'inbound-needs-person',
        'A message of a partner cannot be acted on for a fault of ours; runbook: docs/runbooks/inbound-needs-person.md',
      ),
    ];
  }
}
