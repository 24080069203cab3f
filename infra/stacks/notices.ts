import { Duration, Stack } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Env } from '../../functions/fetch-notices/env.ts';
import { ringOnCode } from '../constructs/alarm.ts';
import { QueueFunction } from '../constructs/queue-function.ts';
import type { DataStack } from './data.ts';
import { type DeliveryStack, grantRegulatorSecrets } from './delivery.ts';

/** What regulators tell of their own accord: fetched, kept, and followed. */
export class NoticesStack extends Stack {
  readonly fetcher: QueueFunction;
  readonly alarms: Alarm[];

  constructor(scope: Construct, id: string, { data, delivery }: { data: DataStack; delivery: DeliveryStack }) {
    super(scope, id);
    const { SERIALS_TABLE, LEDGER_TABLE, REGISTRY_TABLE, DELIVERIES_TABLE, DOCUMENTS_BUCKET } = data.names;
    this.fetcher = new QueueFunction(this, 'notices', {
      name: 'fetch-notices',
      environment: {
        SERIALS_TABLE,
        LEDGER_TABLE,
        REGISTRY_TABLE,
        DELIVERIES_TABLE,
        DOCUMENTS_BUCKET,
        REGULATOR_LIMITS: delivery.limits,
        OUTBOUND: delivery.outbound,
      } satisfies Omit<Env, 'NOTICE_QUEUE_URL'>,
      batchSize: 1,
      timeout: Duration.seconds(120),
      remedy: 'Notices of regulators are not fetched or followed; runbook: docs/runbooks/notice-dead-letters.md',
    });
    const { function: fetches, queue } = this.fetcher;
    // A run that found more, or something new, goes on by itself.
    fetches.addEnvironment('NOTICE_QUEUE_URL' satisfies keyof Env, queue.queueUrl);
    queue.grantSendMessages(fetches);
    data.grantLedgerRead(fetches);
    data.deliveries.grantReadWriteData(fetches);
    data.documents.grantRead(fetches, '*/evidence/notices/*');
    data.documents.grantPut(fetches, '*/evidence/notices/*');
    data.documents.grantRead(fetches, '*/told/*');
    grantRegulatorSecrets(this, fetches);
    const ring = (id: string, code: string, what: string) =>
      ringOnCode(this.fetcher, id, code, `${what}; runbook: docs/runbooks/regulator-notices.md`);
    this.alarms = [
      ...this.fetcher.alarms,
      ring('late', 'receipt-late', 'The receipt of goods is not told to the regulator in time'),
      ring('needs-person', 'notice-needs-person', 'Goods were refused, or a notice of a regulator leads nowhere'),
      ring('not-fetched', 'notices-failed', 'Notices of a regulator are not fetched'),
    ];
  }
}
