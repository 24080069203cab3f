import { Duration, Stack } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Env } from '../../functions/send-desk/env.ts';
import { ringOnCode } from '../constructs/alarm.ts';
import { QueueFunction } from '../constructs/queue-function.ts';
import type { DataStack } from './data.ts';
import type { DeliveryStack } from './delivery.ts';

/** Cases between companies that go on by themselves: what is told the other side, what was agreed, their clocks; and counts of who holds recalled packs. */
export class DeskStack extends Stack {
  readonly worker: QueueFunction;
  readonly alarms: Alarm[];

  constructor(scope: Construct, id: string, { data, delivery }: { data: DataStack; delivery: DeliveryStack }) {
    super(scope, id);
    const { SERIALS_TABLE, LEDGER_TABLE, REGISTRY_TABLE, DELIVERIES_TABLE, DOCUMENTS_BUCKET } = data.names;
    const partner = delivery.partner.queue;
    this.worker = new QueueFunction(this, 'desk-cases', {
      name: 'send-desk',
      environment: {
        SERIALS_TABLE,
        LEDGER_TABLE,
        REGISTRY_TABLE,
        DELIVERIES_TABLE,
        DOCUMENTS_BUCKET,
        PARTNER_QUEUE_URL: partner.queueUrl,
      } satisfies Omit<Env, 'DESK_QUEUE_URL'>,
      batchSize: 1,
      // Slices of a recalled lot are read for two minutes at most.
      timeout: Duration.minutes(5),
      remedy: 'Cases between companies do not go on; runbook: docs/runbooks/desk-dead-letters.md',
    });
    const { function: worker, queue } = this.worker;
    // It wakes the other side of a case, and itself for the rest of a lot.
    worker.addEnvironment('DESK_QUEUE_URL' satisfies keyof Env, queue.queueUrl);
    queue.grantSendMessages(worker);
    partner.grantSendMessages(worker);
    data.grantLedgerRead(worker);
    data.deliveries.grantReadWriteData(worker);
    data.documents.grantRead(worker, '*/evidence/*');
    data.documents.grantPut(worker, '*/evidence/*');
    this.alarms = [
      ...this.worker.alarms,
      ringOnCode(
        this.worker,
        'late',
        'desk-late',
        'An answer in a case with a partner is nearly due or overdue; runbook: docs/runbooks/desk-late.md',
      ),
      ringOnCode(
        this.worker,
        'needs-person',
        'desk-needs-person',
        'A case with a partner does not go on by itself; runbook: docs/runbooks/desk-needs-person.md',
      ),
    ];
  }
}
