import { Duration, Stack } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Env } from '../../functions/sweep/env.ts';
import { ScheduledFunction } from '../constructs/scheduled-function.ts';
import type { AnnouncementStack } from './announcements.ts';
import type { DataStack } from './data.ts';
import type { DeliveryStack } from './delivery.ts';
import type { DeskStack } from './desk.ts';
import type { DscsaStack } from './dscsa.ts';
import type { ImportStack } from './import.ts';
import type { IngestStack } from './ingest.ts';
import type { NmvsStack } from './nmvs.ts';
import type { NoticesStack } from './notices.ts';
import type { SerialsStack } from './serials.ts';
import type { SftpStack } from './sftp.ts';
import type { VrsStack } from './vrs.ts';

export interface SweepProps {
  readonly data: DataStack;
  readonly ingest: IngestStack;
  readonly imports: ImportStack;
  readonly serials: SerialsStack;
  readonly delivery: DeliveryStack;
  readonly nmvs: NmvsStack;
  readonly vrs: VrsStack;
  readonly notices: NoticesStack;
  readonly dscsa: DscsaStack;
  readonly desk: DeskStack;
  readonly announcements: AnnouncementStack;
  readonly sftp: SftpStack;
}

/** Wakes whatever is overdue: the reason why a lost message costs time and never work. */
export class SweepStack extends Stack {
  readonly alarms: Alarm[];

  constructor(
    scope: Construct,
    id: string,
    { data, ingest, imports, serials, delivery, nmvs, vrs, notices, dscsa, desk, announcements, sftp }: SweepProps,
  ) {
    super(scope, id);
    const queues = {
      CAPTURE_QUEUE_URL: ingest.capture.queue,
      PLAN_QUEUE_URL: delivery.plan.queue,
      REGULATOR_QUEUE_URL: delivery.regulator.queue,
      PARTNER_QUEUE_URL: delivery.partner.queue,
      SUBSCRIPTION_QUEUE_URL: delivery.subscription.queue,
      IMPORT_QUEUE_URL: imports.lists.queue,
      SERIAL_FILE_QUEUE_URL: serials.files.queue,
      REFILL_QUEUE_URL: serials.refills.queue,
      NMVS_QUEUE_URL: nmvs.sender.queue,
      VRS_QUEUE_URL: vrs.sender.queue,
      NOTICE_QUEUE_URL: notices.fetcher.queue,
      DSCSA_QUEUE_URL: dscsa.worker.queue,
      DESK_QUEUE_URL: desk.worker.queue,
      AS2_QUEUE_URL: delivery.carriers.as2.queue,
      ANNOUNCEMENT_QUEUE_URL: announcements.teller.queue,
      INBOUND_QUEUE_URL: delivery.inbound.queue,
      SFTP_FETCH_QUEUE_URL: sftp.fetcher.queue,
    };
    const sweep = new ScheduledFunction(this, 'sweep', {
      name: 'sweep',
      environment: {
        SERIALS_TABLE: data.serials.tableName,
        REGISTRY_TABLE: data.registry.tableName,
        DELIVERIES_TABLE: data.deliveries.tableName,
        CAPTURE_QUEUE_URL: queues.CAPTURE_QUEUE_URL.queueUrl,
        PLAN_QUEUE_URL: queues.PLAN_QUEUE_URL.queueUrl,
        REGULATOR_QUEUE_URL: queues.REGULATOR_QUEUE_URL.queueUrl,
        PARTNER_QUEUE_URL: queues.PARTNER_QUEUE_URL.queueUrl,
        SUBSCRIPTION_QUEUE_URL: queues.SUBSCRIPTION_QUEUE_URL.queueUrl,
        IMPORT_QUEUE_URL: queues.IMPORT_QUEUE_URL.queueUrl,
        SERIAL_FILE_QUEUE_URL: queues.SERIAL_FILE_QUEUE_URL.queueUrl,
        REFILL_QUEUE_URL: queues.REFILL_QUEUE_URL.queueUrl,
        NMVS_QUEUE_URL: queues.NMVS_QUEUE_URL.queueUrl,
        VRS_QUEUE_URL: queues.VRS_QUEUE_URL.queueUrl,
        NOTICE_QUEUE_URL: queues.NOTICE_QUEUE_URL.queueUrl,
        DSCSA_QUEUE_URL: queues.DSCSA_QUEUE_URL.queueUrl,
        DESK_QUEUE_URL: queues.DESK_QUEUE_URL.queueUrl,
        AS2_QUEUE_URL: queues.AS2_QUEUE_URL.queueUrl,
        ANNOUNCEMENT_QUEUE_URL: queues.ANNOUNCEMENT_QUEUE_URL.queueUrl,
        INBOUND_QUEUE_URL: queues.INBOUND_QUEUE_URL.queueUrl,
        SFTP_FETCH_QUEUE_URL: queues.SFTP_FETCH_QUEUE_URL.queueUrl,
      } satisfies Env,
      every: Duration.minutes(1),
      timeout: Duration.seconds(50),
      remedy: 'Overdue work is not woken; runbook: docs/runbooks/sweep-errors.md',
    });
    data.serials.grantReadData(sweep.function);
    data.registry.grantReadData(sweep.function);
    data.deliveries.grantReadWriteData(sweep.function);
    for (const queue of Object.values(queues)) queue.grantSendMessages(sweep.function);
    this.alarms = [sweep.alarm];
  }
}
