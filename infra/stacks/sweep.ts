import { Duration, Stack } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Env } from '../../functions/sweep/env.ts';
import { ScheduledFunction } from '../constructs/scheduled-function.ts';
import type { DataStack } from './data.ts';
import type { DeliveryStack } from './delivery.ts';
import type { IngestStack } from './ingest.ts';

export interface SweepProps {
  readonly data: DataStack;
  readonly ingest: IngestStack;
  readonly delivery: DeliveryStack;
}

/** Wakes whatever is overdue: the reason why a lost message costs time and never work. */
export class SweepStack extends Stack {
  readonly alarms: Alarm[];

  constructor(scope: Construct, id: string, { data, ingest, delivery }: SweepProps) {
    super(scope, id);
    const queues = {
      CAPTURE_QUEUE_URL: ingest.capture.queue,
      PLAN_QUEUE_URL: delivery.plan.queue,
      REGULATOR_QUEUE_URL: delivery.regulator.queue,
      PARTNER_QUEUE_URL: delivery.partner.queue,
      SUBSCRIPTION_QUEUE_URL: delivery.subscription.queue,
    };
    const sweep = new ScheduledFunction(this, 'sweep', {
      name: 'sweep',
      environment: {
        REGISTRY_TABLE: data.registry.tableName,
        DELIVERIES_TABLE: data.deliveries.tableName,
        CAPTURE_QUEUE_URL: queues.CAPTURE_QUEUE_URL.queueUrl,
        PLAN_QUEUE_URL: queues.PLAN_QUEUE_URL.queueUrl,
        REGULATOR_QUEUE_URL: queues.REGULATOR_QUEUE_URL.queueUrl,
        PARTNER_QUEUE_URL: queues.PARTNER_QUEUE_URL.queueUrl,
        SUBSCRIPTION_QUEUE_URL: queues.SUBSCRIPTION_QUEUE_URL.queueUrl,
      } satisfies Env,
      every: Duration.minutes(1),
      timeout: Duration.seconds(50),
      remedy: 'Overdue work is not woken; runbook: docs/runbooks/sweep-errors.md',
    });
    data.registry.grantReadData(sweep.function);
    data.deliveries.grantReadWriteData(sweep.function);
    for (const queue of Object.values(queues)) queue.grantSendMessages(sweep.function);
    this.alarms = [sweep.alarm];
  }
}
