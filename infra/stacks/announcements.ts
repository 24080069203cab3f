import { Duration, Stack } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Env } from '../../functions/send-announcement/env.ts';
import { ringOnCode } from '../constructs/alarm.ts';
import { QueueFunction } from '../constructs/queue-function.ts';
import type { DataStack } from './data.ts';
import type { DeliveryStack } from './delivery.ts';

/** Integrators are told of what happened: who puts it in order, and who calls them. */
export class AnnouncementStack extends Stack {
  readonly teller: QueueFunction;
  readonly alarms: Alarm[];

  constructor(scope: Construct, id: string, { data, delivery }: { data: DataStack; delivery: DeliveryStack }) {
    super(scope, id);
    const { DELIVERIES_TABLE, ROOT_SECRET_ARN } = data.names;
    this.teller = new QueueFunction(this, 'announcements', {
      name: 'send-announcement',
      environment: { DELIVERIES_TABLE, ROOT_SECRET_ARN, OUTBOUND: delivery.outbound } satisfies Omit<
        Env,
        'ANNOUNCEMENT_QUEUE_URL'
      >,
      // One receiver that is slow holds nobody else's turn.
      batchSize: 1,
      timeout: Duration.seconds(60),
      remedy: 'Integrators are not told; runbook: docs/runbooks/announcement-dead-letters.md',
    });
    const { function: teller, queue } = this.teller;
    // It wakes itself: for the next listener, or the same one later.
    teller.addEnvironment('ANNOUNCEMENT_QUEUE_URL' satisfies keyof Env, queue.queueUrl);
    queue.grantSendMessages(teller);
    data.deliveries.grantReadWriteData(teller);
    data.rootSecret.grantRead(teller);
    this.alarms = [
      ...this.teller.alarms,
      ringOnCode(
        this.teller,
        'parked',
        'listener-parked',
        'A listener was not reached for a day; runbook: docs/runbooks/listener-parked.md',
      ),
    ];
  }
}
