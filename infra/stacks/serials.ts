import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Env as RefillEnv } from '../../functions/request-refill/env.ts';
import type { Env as FileEnv } from '../../functions/write-serial-file/env.ts';
import { ringOnCode } from '../constructs/alarm.ts';
import { QueueFunction } from '../constructs/queue-function.ts';
import type { DataStack } from './data.ts';
import type { DeliveryStack } from './delivery.ts';
import type { ImportStack } from './import.ts';

interface Stacks {
  readonly data: DataStack;
  readonly delivery: DeliveryStack;
  readonly imports: ImportStack;
}

/** Work on serials that takes longer than a request: files of millions, and what others issue for pools that run low. */
export class SerialsStack extends Stack {
  readonly files: QueueFunction;
  readonly refills: QueueFunction;
  readonly alarms: Alarm[];

  constructor(scope: Construct, id: string, stacks: Stacks) {
    super(scope, id);
    this.files = fileWriter(this, stacks);
    this.refills = refiller(this, stacks);
    this.alarms = [
      ...this.files.alarms,
      ...this.refills.alarms,
      ringOnCode(
        this.files,
        'given-up',
        'serial-file-failed',
        'A file of serials cannot be written; runbook: docs/runbooks/serial-file-dead-letters.md',
      ),
      ringOnCode(
        this.refills,
        'given-up',
        'refill-failed',
        'A pool that runs low is not refilled; runbook: docs/runbooks/refills-failed.md',
      ),
    ];
  }
}

function fileWriter(stack: Stack, { data }: Stacks): QueueFunction {
  const { SERIALS_TABLE, DELIVERIES_TABLE, DOCUMENTS_BUCKET } = data.names;
  const files = new QueueFunction(stack, 'files', {
    name: 'write-serial-file',
    environment: { SERIALS_TABLE, DELIVERIES_TABLE, DOCUMENTS_BUCKET } satisfies FileEnv,
    batchSize: 1,
    timeout: Duration.minutes(5),
    // One whole processor: ten million serials take it half a minute.
    memorySize: 1769,
    remedy: 'A file of serials is not written; runbook: docs/runbooks/serial-file-dead-letters.md',
  });
  data.serials.grantReadData(files.function);
  data.poolKey.grantDecrypt(files.function);
  data.deliveries.grantReadWriteData(files.function);
  data.documents.grantPut(files.function, '*/serials/*');
  return files;
}

function refiller(stack: Stack, { data, delivery, imports }: Stacks): QueueFunction {
  const { SERIALS_TABLE, DELIVERIES_TABLE, DOCUMENTS_BUCKET } = data.names;
  const refills = new QueueFunction(stack, 'refills', {
    name: 'request-refill',
    environment: {
      SERIALS_TABLE,
      DELIVERIES_TABLE,
      DOCUMENTS_BUCKET,
      IMPORT_QUEUE_URL: imports.lists.queue.queueUrl,
      OUTBOUND: delivery.outbound,
    } satisfies Omit<RefillEnv, 'REFILL_QUEUE_URL'>,
    batchSize: 1,
    timeout: Duration.minutes(5),
    remedy: 'A pool that runs low is not refilled; runbook: docs/runbooks/refills-failed.md',
  });
  const { function: asker, queue } = refills;
  // It wakes itself later: to ask again, or to look whether the codes are in the pool.
  asker.addEnvironment('REFILL_QUEUE_URL' satisfies keyof RefillEnv, queue.queueUrl);
  queue.grantSendMessages(asker);
  imports.lists.queue.grantSendMessages(asker);
  data.serials.grant(asker, 'dynamodb:GetItem', 'dynamodb:PutItem');
  data.deliveries.grantReadWriteData(asker);
  data.documents.grantPut(asker, '*/lists/*');
  data.documents.grantRead(asker, '*/lists/*');
  const secrets = stack.formatArn({
    service: 'secretsmanager',
    resource: 'secret',
    resourceName: 'seriate/issuers/*',
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  asker.addToRolePolicy(new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [secrets] }));
  return refills;
}
