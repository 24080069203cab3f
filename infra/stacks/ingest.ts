import { Duration, Stack } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Env } from '../../functions/capture-events/env.ts';
import type { Env as JudgeEnv } from '../../functions/judge-documents/env.ts';
import type { Env as StatusEnv } from '../../functions/keep-line-status/env.ts';
import { ringOnCode } from '../constructs/alarm.ts';
import { lineMessagesSql } from '../constructs/line-messages.ts';
import { QueueFunction } from '../constructs/queue-function.ts';
import { TopicToQueue } from '../constructs/topic-to-queue.ts';
import type { DataStack } from './data.ts';
import type { DeliveryStack } from './delivery.ts';

/** The function's own queue and that of its judge, known once all are there. */
type Own = keyof Pick<Env, 'CAPTURE_QUEUE_URL' | 'JUDGE_QUEUE_URL'>;

/** From a line's topic or a captured document to the ledger. */
export class IngestStack extends Stack {
  readonly capture: QueueFunction;
  readonly alarms: Alarm[];

  constructor(scope: Construct, id: string, { data, delivery }: { data: DataStack; delivery: DeliveryStack }) {
    super(scope, id);
    const environment = {
      ...data.names,
      PLAN_QUEUE_URL: delivery.plan.queue.queueUrl,
      SUBSCRIPTION_QUEUE_URL: delivery.subscription.queue.queueUrl,
    } satisfies Omit<Env, Own>;
    this.capture = new QueueFunction(this, 'capture', {
      name: 'capture-events',
      environment,
      batchSize: 10,
      timeout: Duration.seconds(60),
      // One whole processor: a document of 300 MB is read from its beginning at each of its turns.
      memorySize: 1769,
      remedy: 'Events are not captured; runbook: docs/runbooks/capture-dead-letters.md',
    });
    const { function: capture, queue } = this.capture;
    capture.addEnvironment('CAPTURE_QUEUE_URL' satisfies Own, queue.queueUrl);
    queue.grantSendMessages(capture);
    data.grantLedgerRead(capture);
    // The ledger only grows: nothing may change or delete what stands in it.
    data.ledger.grant(capture, 'dynamodb:PutItem', 'dynamodb:BatchWriteItem');
    data.registry.grantWriteData(capture);
    data.deliveries.grantReadWriteData(capture);
    data.documents.grantRead(capture, '*/capture/*');
    data.documents.grantPut(capture, '*/capture/*');
    data.documents.grantPut(capture, '*/refused/*');
    delivery.plan.queue.grantSendMessages(capture);
    delivery.subscription.queue.grantSendMessages(capture);
    capture.addToRolePolicy(
      new PolicyStatement({
        actions: ['iot:Publish'],
        resources: [this.formatArn({ service: 'iot', resource: 'topic', resourceName: 'seriate/*/ack' })],
      }),
    );
    new TopicToQueue(this, 'lines', {
      sql: lineMessagesSql,
      queue: this.capture.queue,
      undelivered: data.documents,
    });
    this.alarms = [
      ...this.capture.alarms,
      ringWhenGivenUp(this.capture),
      ...this.#judgeDocuments(data),
      ...this.#keepLineStatuses(data),
    ];
  }

  /** Documents that are held to rules before they are stored wait for their judge, and nothing else does. It writes verdicts and findings. */
  #judgeDocuments(data: DataStack): Alarm[] {
    const { SERIALS_TABLE, LEDGER_TABLE, REGISTRY_TABLE, DELIVERIES_TABLE, DOCUMENTS_BUCKET } = data.names;
    const tables = { SERIALS_TABLE, LEDGER_TABLE, REGISTRY_TABLE, DELIVERIES_TABLE, DOCUMENTS_BUCKET };
    const { function: capture, queue } = this.capture;
    const judge = new QueueFunction(this, 'judge', {
      name: 'judge-documents',
      environment: { ...tables, CAPTURE_QUEUE_URL: queue.queueUrl } satisfies JudgeEnv,
      batchSize: 1,
      timeout: Duration.seconds(60),
      memorySize: 1769,
      remedy: 'Documents are not judged, and so not captured; runbook: docs/runbooks/judge-dead-letters.md',
    });
    capture.addEnvironment('JUDGE_QUEUE_URL' satisfies Own, judge.queue.queueUrl);
    judge.queue.grantSendMessages(capture);
    queue.grantSendMessages(judge.function);
    data.grantLedgerRead(judge.function);
    data.deliveries.grantReadData(judge.function);
    data.deliveries.grant(judge.function, 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem');
    data.documents.grantRead(judge.function, '*/capture/*');
    // A long list of what is wrong lies beside the document.
    data.documents.grantPut(judge.function, '*/capture/*');
    return judge.alarms;
  }

  /** How lines stand has a queue of its own, so that it never waits behind events, nor they behind it. */
  #keepLineStatuses(data: DataStack): Alarm[] {
    const { DELIVERIES_TABLE } = data.names;
    const status = new QueueFunction(this, 'line-status', {
      name: 'keep-line-status',
      environment: { DELIVERIES_TABLE } satisfies StatusEnv,
      batchSize: 10,
      timeout: Duration.seconds(20),
      remedy: 'How lines stand is not kept; runbook: docs/runbooks/line-status-dead-letters.md',
    });
    data.deliveries.grant(status.function, 'dynamodb:PutItem');
    new TopicToQueue(this, 'statuses', {
      sql: "SELECT * AS message, topic(2) AS tenant, topic(3) AS site, topic(4) AS line FROM 'seriate/+/+/+/status'",
      queue: status.queue,
      undelivered: data.documents,
    });
    return status.alarms;
  }
}

/** A document was answered with 202, and is not stored whole. The code is one of `functions/common/log.ts`. */
function ringWhenGivenUp(capture: QueueFunction): Alarm {
  return ringOnCode(
    capture,
    'given-up',
    'capture-given-up',
    'A captured document was given up; runbook: docs/runbooks/capture-dead-letters.md',
  );
}
