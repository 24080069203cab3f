import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Env } from '../../functions/send-vrs/env.ts';
import { ringOnCode } from '../constructs/alarm.ts';
import { QueueFunction } from '../constructs/queue-function.ts';
import type { DataStack } from './data.ts';
import type { DeliveryStack } from './delivery.ts';

/** Verification requests that were not answered at once, and the directory of responders. */
export class VrsStack extends Stack {
  readonly sender: QueueFunction;
  readonly alarms: Alarm[];

  constructor(scope: Construct, id: string, { data, delivery }: { data: DataStack; delivery: DeliveryStack }) {
    super(scope, id);
    const { SERIALS_TABLE, LEDGER_TABLE, REGISTRY_TABLE, DELIVERIES_TABLE, DOCUMENTS_BUCKET } = data.names;
    this.sender = new QueueFunction(this, 'questions', {
      name: 'send-vrs',
      environment: {
        SERIALS_TABLE,
        LEDGER_TABLE,
        REGISTRY_TABLE,
        DELIVERIES_TABLE,
        DOCUMENTS_BUCKET,
        OUTBOUND: delivery.outbound,
      } satisfies Omit<Env, 'VRS_QUEUE_URL'>,
      batchSize: 1,
      timeout: Duration.seconds(120),
      remedy: 'Verifications are not asked again; runbook: docs/runbooks/verifications-dead-letters.md',
    });
    const { function: sender, queue } = this.sender;
    // It wakes itself later, to ask again.
    sender.addEnvironment('VRS_QUEUE_URL' satisfies keyof Env, queue.queueUrl);
    queue.grantSendMessages(sender);
    // Packs of tenants of this house are answered from the repository.
    data.grantLedgerRead(sender);
    data.registry.grant(sender, 'dynamodb:PutItem', 'dynamodb:DeleteItem');
    data.deliveries.grantReadWriteData(sender);
    data.documents.grantPut(sender, '*/evidence/*');
    grantVrsSecrets(this, sender);
    this.alarms = [
      ...this.sender.alarms,
      ringOnCode(
        this.sender,
        'late',
        'verification-late',
        'A returned pack cannot be verified in time; runbook: docs/runbooks/verifications-late.md',
      ),
      ringOnCode(
        this.sender,
        'directory-not-fetched',
        'vrs-directory-failed',
        'The directory of responders is not fetched; runbook: docs/runbooks/vrs-directory-not-fetched.md',
      ),
    ];
  }
}

/** Secrets for verification, of every tenant: the function puts the tenant into the name it asks for. */
export function grantVrsSecrets(stack: Stack, { grantPrincipal }: IGrantable): void {
  const secrets = stack.formatArn({
    service: 'secretsmanager',
    resource: 'secret',
    resourceName: 'seriate/vrs/*',
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  const statement = new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [secrets] });
  grantPrincipal.addToPrincipalPolicy(statement);
}
