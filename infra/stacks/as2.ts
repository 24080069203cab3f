import { CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Env as IdentityEnv } from '../../functions/network-identity/env.ts';
import type { Env as ReceiveEnv } from '../../functions/receive-as2/env.ts';
import type { Env as SendEnv } from '../../functions/send-as2/env.ts';
import { ringOnCode, ringOnMany } from '../constructs/alarm.ts';
import { HttpFunction } from '../constructs/http-function.ts';
import { QueueFunction } from '../constructs/queue-function.ts';
import type { DataStack } from './data.ts';
import { type DeliveryStack, ringWhenGivenUp } from './delivery.ts';

/** AS2 outwards: messages to partners, and the receipts of theirs that go by themselves. */
export class As2Stack extends Stack {
  readonly sender: QueueFunction;
  /** Base URL of the API as partners reach it; empty where it was not said. */
  readonly publicUrl: string;
  readonly alarms: Alarm[];

  constructor(scope: Construct, id: string, { data, delivery }: { data: DataStack; delivery: DeliveryStack }) {
    super(scope, id);
    const { REGISTRY_TABLE, DELIVERIES_TABLE, DOCUMENTS_BUCKET, ROOT_SECRET_ARN } = data.names;
    this.publicUrl = new CfnParameter(this, 'PublicUrl', {
      description:
        'Base URL of the API as partners reach it, without a slash at its end; needed for receipts of AS2 that come by themselves',
      default: '',
    }).valueAsString;
    this.sender = new QueueFunction(this, 'as2', {
      name: 'send-as2',
      environment: {
        REGISTRY_TABLE,
        DELIVERIES_TABLE,
        DOCUMENTS_BUCKET,
        ROOT_SECRET_ARN,
        AS2_QUEUE_URL: delivery.carriers.as2.queue.queueUrl,
        PARTNER_QUEUE_URL: delivery.partner.queue.queueUrl,
        SFTP_QUEUE_URL: delivery.carriers.sftp.queue.queueUrl,
        PUBLIC_URL: this.publicUrl,
        OUTBOUND: delivery.outbound,
      } satisfies SendEnv,
      batchSize: 1,
      timeout: Duration.seconds(120),
      watched: delivery.carriers.as2,
      remedy: 'Messages by AS2 fail before they are sent; runbook: docs/runbooks/as2-dead-letters.md',
    });
    const { function: sender } = this.sender;
    // It wakes itself later; a delivery whose partner is reached otherwise by now is passed on.
    for (const queue of [delivery.carriers.as2.queue, delivery.partner.queue, delivery.carriers.sftp.queue])
      queue.grantSendMessages(sender);
    data.registry.grantReadData(sender);
    data.deliveries.grantReadWriteData(sender);
    data.documents.grantRead(sender, '*/evidence/*');
    data.documents.grantPut(sender, '*/evidence/*');
    data.rootSecret.grantRead(sender);
    this.alarms = [
      ringWhenGivenUp(this.sender),
      ringOnCode(
        this.sender,
        'receipt-failed',
        'as2-receipt-failed',
        'A partner does not get the receipt of its message by AS2; runbook: docs/runbooks/as2-receipts.md',
      ),
    ];
  }
}

/** L5: what partners send by AS2, from anybody who knows the address; and who we are in it. */
export function addAs2Routes(
  scope: Construct,
  api: HttpApi,
  { data, delivery, as2 }: { data: DataStack; delivery: DeliveryStack; as2: As2Stack },
): Alarm[] {
  const { REGISTRY_TABLE, DELIVERIES_TABLE, DOCUMENTS_BUCKET, ROOT_SECRET_ARN } = data.names;
  const receiver = new HttpFunction(scope, {
    api,
    open: true,
    name: 'receive-as2',
    routes: ['POST /as2'],
    environment: {
      REGISTRY_TABLE,
      DELIVERIES_TABLE,
      DOCUMENTS_BUCKET,
      ROOT_SECRET_ARN,
      AS2_QUEUE_URL: delivery.carriers.as2.queue.queueUrl,
      INBOUND_QUEUE_URL: delivery.inbound.queue.queueUrl,
      OUTBOUND: delivery.outbound,
    } satisfies ReceiveEnv,
    // A document is decrypted, inflated and kept while its sender waits; the gateway waits 30 s.
    timeout: Duration.seconds(29),
    memorySize: 1024,
  });
  const { function: receives } = receiver;
  data.registry.grantReadData(receives);
  // Test files of partners that come on board: history and audit trail grow only, the partnership's row is put on condition of its version; who has passed its test is found by its AS2 name no more.
  data.registry.grant(receives, 'dynamodb:PutItem', 'dynamodb:DeleteItem');
  data.deliveries.grantReadData(receives);
  data.deliveries.grant(receives, 'dynamodb:PutItem', 'dynamodb:UpdateItem');
  data.documents.grantPut(receives, '*/inbound/*');
  data.documents.grantPut(receives, '*/evidence/*');
  data.rootSecret.grantRead(receives);
  delivery.carriers.as2.queue.grantSendMessages(receives);
  delivery.inbound.queue.grantSendMessages(receives);

  const { function: identity } = new HttpFunction(scope, {
    api,
    name: 'network-identity',
    routes: [
      'GET /api/network/identity',
      'POST /api/network/identity',
      'DELETE /api/network/identity/{generation}',
      'PUT /api/network/identity/ssh/{generation}',
      'DELETE /api/network/identity/ssh/{generation}',
    ],
    environment: { REGISTRY_TABLE, ROOT_SECRET_ARN, PUBLIC_URL: as2.publicUrl } satisfies IdentityEnv,
    // A new RSA key is looked for while the caller waits.
    timeout: Duration.seconds(29),
    memorySize: 1024,
  });
  data.registry.grantReadData(identity);
  // A name whose last key ends is given back.
  data.registry.grant(identity, 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem');
  data.rootSecret.grantRead(identity);
  return [
    ringOnCode(
      receiver,
      'refused',
      'as2-refused',
      'Messages by AS2 are refused; runbook: docs/runbooks/as2-refused.md',
    ),
    ringOnMany(receiver, 'unproved', {
      code: 'as2-unproved',
      most: 20,
      remedy:
        'Messages by AS2 are refused that no partner is proved to have sent; runbook: docs/runbooks/as2-refused.md',
    }),
  ];
}
