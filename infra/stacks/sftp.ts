import { Duration, Stack } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Env as FetchEnv } from '../../functions/fetch-sftp/env.ts';
import type { Env as SendEnv } from '../../functions/send-sftp/env.ts';
import { ringOnCode } from '../constructs/alarm.ts';
import { QueueFunction } from '../constructs/queue-function.ts';
import type { DataStack } from './data.ts';
import { type DeliveryStack, ringWhenGivenUp, ringWhenLate } from './delivery.ts';

interface Before {
  readonly data: DataStack;
  readonly delivery: DeliveryStack;
}

/** Partners' SFTP servers: files are put there, and fetched from there. */
export class SftpStack extends Stack {
  readonly sender: QueueFunction;
  readonly fetcher: QueueFunction;
  readonly alarms: Alarm[];

  constructor(scope: Construct, id: string, before: Before) {
    super(scope, id);
    this.sender = sender(this, before);
    this.fetcher = fetcher(this, before);
    const ring = (id: string, code: string, what: string) =>
      ringOnCode(this.fetcher, id, code, `${what}; runbook: docs/runbooks/sftp-fetches.md`);
    this.alarms = [
      ...this.sender.alarms,
      ...this.fetcher.alarms,
      ringWhenGivenUp(this.sender),
      ringWhenLate(this.sender),
      ring('down', 'sftp-fetch-down', 'No files were fetched from a partner for a day'),
      ring('file-failed', 'sftp-file-failed', 'A file of a partner cannot be taken'),
    ];
  }
}

function sender(stack: Stack, { data, delivery }: Before): QueueFunction {
  const { REGISTRY_TABLE, DELIVERIES_TABLE, DOCUMENTS_BUCKET, ROOT_SECRET_ARN } = data.names;
  const { carriers, partner, outbound } = delivery;
  const send = new QueueFunction(stack, 'sftp', {
    name: 'send-sftp',
    environment: {
      REGISTRY_TABLE,
      DELIVERIES_TABLE,
      DOCUMENTS_BUCKET,
      ROOT_SECRET_ARN,
      SFTP_QUEUE_URL: carriers.sftp.queue.queueUrl,
      AS2_QUEUE_URL: carriers.as2.queue.queueUrl,
      PARTNER_QUEUE_URL: partner.queue.queueUrl,
      OUTBOUND: outbound,
    } satisfies SendEnv,
    batchSize: 1,
    // A large file to a slow server, which is looked at first where it may be there already; `send-sftp` ends before.
    timeout: Duration.seconds(120),
    remedy: 'Messages to partners by sftp fail before they are sent; runbook: docs/runbooks/sftp-dead-letters.md',
    watched: carriers.sftp,
  });
  // It wakes itself later, and passes on what another channel carries by now.
  for (const { queue } of [carriers.sftp, carriers.as2, partner]) queue.grantSendMessages(send.function);
  data.registry.grantReadData(send.function);
  data.deliveries.grantReadWriteData(send.function);
  data.documents.grantRead(send.function, '*/evidence/*');
  data.documents.grantPut(send.function, '*/evidence/*');
  // Its key is derived from the root secret, and passwords are sealed under it.
  data.rootSecret.grantRead(send.function);
  return send;
}

function fetcher(stack: Stack, { data, delivery }: Before): QueueFunction {
  const { REGISTRY_TABLE, DELIVERIES_TABLE, DOCUMENTS_BUCKET, ROOT_SECRET_ARN } = data.names;
  const fetch = new QueueFunction(stack, 'fetch', {
    name: 'fetch-sftp',
    environment: {
      REGISTRY_TABLE,
      DELIVERIES_TABLE,
      DOCUMENTS_BUCKET,
      ROOT_SECRET_ARN,
      INBOUND_QUEUE_URL: delivery.inbound.queue.queueUrl,
      OUTBOUND: delivery.outbound,
    } satisfies Omit<FetchEnv, 'SFTP_FETCH_QUEUE_URL'>,
    batchSize: 1,
    timeout: Duration.seconds(150),
    remedy: 'Partners are not asked for files; runbook: docs/runbooks/sftp-fetches.md',
  });
  const { function: fetches, queue } = fetch;
  fetches.addEnvironment('SFTP_FETCH_QUEUE_URL' satisfies keyof FetchEnv, queue.queueUrl);
  queue.grantSendMessages(fetches);
  delivery.inbound.queue.grantSendMessages(fetches);
  data.registry.grantReadData(fetches);
  data.deliveries.grantReadWriteData(fetches);
  data.documents.grantPut(fetches, '*/inbound/*');
  data.rootSecret.grantRead(fetches);
  return fetch;
}
