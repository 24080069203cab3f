import { Duration, Stack } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Env } from '../../functions/send-dscsa/env.ts';
import { ringOnCode } from '../constructs/alarm.ts';
import { QueueFunction } from '../constructs/queue-function.ts';
import type { DataStack } from './data.ts';
import type { DeliveryStack } from './delivery.ts';

/** Duties of the DSCSA that go on by themselves: notices to FDA, reports to partners, what is gathered for authorities, and the clocks of all of them. */
export class DscsaStack extends Stack {
  readonly worker: QueueFunction;
  readonly alarms: Alarm[];

  constructor(scope: Construct, id: string, { data, delivery }: { data: DataStack; delivery: DeliveryStack }) {
    super(scope, id);
    const { SERIALS_TABLE, LEDGER_TABLE, REGISTRY_TABLE, DELIVERIES_TABLE, DOCUMENTS_BUCKET, ROOT_SECRET_ARN } =
      data.names;
    this.worker = new QueueFunction(this, 'cases', {
      name: 'send-dscsa',
      environment: {
        SERIALS_TABLE,
        LEDGER_TABLE,
        REGISTRY_TABLE,
        DELIVERIES_TABLE,
        DOCUMENTS_BUCKET,
        ROOT_SECRET_ARN,
        OUTBOUND: delivery.outbound,
      } satisfies Omit<Env, 'DSCSA_QUEUE_URL'>,
      batchSize: 1,
      // The packs of a lot are gathered in one go.
      timeout: Duration.minutes(5),
      remedy: 'Cases of the DSCSA do not go on; runbook: docs/runbooks/dscsa-dead-letters.md',
    });
    const { function: worker, queue } = this.worker;
    // It wakes itself later, to ask again.
    worker.addEnvironment('DSCSA_QUEUE_URL' satisfies keyof Env, queue.queueUrl);
    queue.grantSendMessages(worker);
    data.grantLedgerRead(worker);
    data.deliveries.grantReadWriteData(worker);
    data.documents.grantRead(worker, '*/evidence/*');
    data.documents.grantPut(worker, '*/evidence/*');
    data.rootSecret.grantRead(worker);
    this.alarms = [
      ...this.worker.alarms,
      ringOnCode(
        this.worker,
        'late',
        'dscsa-late',
        'A deadline of the DSCSA is near or missed; runbook: docs/runbooks/dscsa-late.md',
      ),
      ringOnCode(
        this.worker,
        'needs-person',
        'dscsa-needs-person',
        'A case of the DSCSA does not go on by itself; runbook: docs/runbooks/dscsa-needs-person.md',
      ),
    ];
  }
}
