import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Env } from '../../functions/send-nmvs/env.ts';
import { ringOnCode } from '../constructs/alarm.ts';
import { QueueFunction } from '../constructs/queue-function.ts';
import type { DataStack } from './data.ts';
import type { DeliveryStack } from './delivery.ts';

/** National verification systems: what goes on after a caller was answered, bulks, and alerts. */
export class NmvsStack extends Stack {
  readonly sender: QueueFunction;
  readonly alarms: Alarm[];

  constructor(scope: Construct, id: string, { data, delivery }: { data: DataStack; delivery: DeliveryStack }) {
    super(scope, id);
    const { SERIALS_TABLE, LEDGER_TABLE, REGISTRY_TABLE, DELIVERIES_TABLE, DOCUMENTS_BUCKET } = data.names;
    this.sender = new QueueFunction(this, 'sender', {
      name: 'send-nmvs',
      environment: {
        SERIALS_TABLE,
        LEDGER_TABLE,
        REGISTRY_TABLE,
        DELIVERIES_TABLE,
        DOCUMENTS_BUCKET,
        REGULATOR_LIMITS: delivery.limits,
        OUTBOUND: delivery.outbound,
      } satisfies Omit<Env, 'NMVS_QUEUE_URL'>,
      batchSize: 1,
      timeout: Duration.seconds(120),
      remedy: 'Operations on packs do not reach an NMVS; runbook: docs/runbooks/nmvs-dead-letters.md',
    });
    const { function: sender, queue } = this.sender;
    // It wakes itself later: to ask for a result, or to try again.
    sender.addEnvironment('NMVS_QUEUE_URL' satisfies keyof Env, queue.queueUrl);
    queue.grantSendMessages(sender);
    data.grantLedgerRead(sender);
    data.deliveries.grantReadWriteData(sender);
    data.documents.grantRead(sender, '*/evidence/*');
    data.documents.grantPut(sender, '*/evidence/*');
    grantNmvsSecrets(this, sender);
    this.alarms = [
      ...this.sender.alarms,
      ringOnCode(
        this.sender,
        'unclear',
        'nmvs-unclear',
        'An operation on packs failed or nobody knows whether it was done; runbook: docs/runbooks/nmvs-unclear.md',
      ),
      ringOnCode(
        this.sender,
        'alerts-not-fetched',
        'nmvs-alerts-failed',
        'Alerts of an NMVS are not fetched; runbook: docs/runbooks/nmvs-alerts-not-fetched.md',
      ),
    ];
  }
}

/** Secrets for NMVS, of every tenant: the function puts the tenant into the name it asks for. */
export function grantNmvsSecrets(stack: Stack, { grantPrincipal }: IGrantable): void {
  const secrets = stack.formatArn({
    service: 'secretsmanager',
    resource: 'secret',
    resourceName: 'seriate/nmvs/*',
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  const statement = new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [secrets] });
  grantPrincipal.addToPrincipalPolicy(statement);
}
