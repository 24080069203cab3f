import { Duration, Stack } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Env } from '../../functions/receive-document/env.ts';
import { ringOnCode } from '../constructs/alarm.ts';
import { QueueFunction } from '../constructs/queue-function.ts';
import type { DataStack } from './data.ts';
import type { DeliveryStack } from './delivery.ts';
import type { IngestStack } from './ingest.ts';

/** What partners send: read, held against who sent it, and given to capture. */
export class InboundStack extends Stack {
  readonly reader: QueueFunction;
  readonly alarms: Alarm[];

  constructor(
    scope: Construct,
    id: string,
    { data, delivery, ingest }: { data: DataStack; delivery: DeliveryStack; ingest: IngestStack },
  ) {
    super(scope, id);
    const { SERIALS_TABLE, LEDGER_TABLE, REGISTRY_TABLE, DELIVERIES_TABLE, DOCUMENTS_BUCKET } = data.names;
    const capture = ingest.capture.queue;
    this.reader = new QueueFunction(this, 'reader', {
      name: 'receive-document',
      environment: {
        SERIALS_TABLE,
        LEDGER_TABLE,
        REGISTRY_TABLE,
        DELIVERIES_TABLE,
        DOCUMENTS_BUCKET,
        CAPTURE_QUEUE_URL: capture.queueUrl,
        EXCHANGE_QUEUE_URL: delivery.exchange.queue.queueUrl,
        PARTNER_QUEUE_URL: delivery.partner.queue.queueUrl,
      } satisfies Omit<Env, 'INBOUND_QUEUE_URL'>,
      batchSize: 1,
      // A document of 50 MB is read as a whole, and its units are looked for.
      timeout: Duration.minutes(2),
      memorySize: 1769,
      remedy: 'Documents of partners are not read; runbook: docs/runbooks/inbound-dead-letters.md',
      watched: delivery.inbound,
    });
    const { function: reads, queue } = this.reader;
    // It wakes itself later, to see what became of a capture.
    reads.addEnvironment('INBOUND_QUEUE_URL' satisfies keyof Env, queue.queueUrl);
    queue.grantSendMessages(reads);
    // Messages are another's to act on, and senders are told of what became of theirs.
    for (const other of [capture, delivery.exchange.queue, delivery.partner.queue]) other.grantSendMessages(reads);
    data.grantLedgerRead(reads);
    data.deliveries.grantReadWriteData(reads);
    data.documents.grantRead(reads, '*/inbound/*');
    // Documents go to capture under keys of its own, and long lists of errors lie beside them.
    data.documents.grantRead(reads, '*/capture/*');
    data.documents.grantPut(reads, '*/capture/*');
    this.alarms = [
      ...this.reader.alarms,
      ringOnCode(
        this.reader,
        'needs-person',
        'inbound-needs-person',
        'A document of a partner cannot be read for a fault of ours; runbook: docs/runbooks/inbound-needs-person.md',
      ),
    ];
  }
}
