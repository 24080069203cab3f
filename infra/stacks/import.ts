import { Duration, Stack } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Env } from '../../functions/import-serials/env.ts';
import { QueueFunction } from '../constructs/queue-function.ts';
import type { DataStack } from './data.ts';

/** Lists of codes on their way into imported pools. */
export class ImportStack extends Stack {
  readonly lists: QueueFunction;
  readonly alarms: Alarm[];

  constructor(scope: Construct, id: string, { data }: { data: DataStack }) {
    super(scope, id);
    const { SERIALS_TABLE, REGISTRY_TABLE, DELIVERIES_TABLE, DOCUMENTS_BUCKET } = data.names;
    this.lists = new QueueFunction(this, 'lists', {
      name: 'import-serials',
      environment: { SERIALS_TABLE, REGISTRY_TABLE, DELIVERIES_TABLE, DOCUMENTS_BUCKET } satisfies Env,
      batchSize: 1,
      // Two million codes are judged and stored in minutes.
      timeout: Duration.minutes(15),
      remedy: 'A list of codes does not come into its pool; runbook: docs/runbooks/import-dead-letters.md',
    });
    const { function: worker } = this.lists;
    data.serials.grantReadWriteData(worker);
    data.deliveries.grantWriteData(worker);
    data.documents.grantRead(worker, '*/lists/*');
    // The audit trail grows only.
    data.registry.grant(worker, 'dynamodb:PutItem');
    this.alarms = this.lists.alarms;
  }
}
