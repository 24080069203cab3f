import { Duration } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { fiveMinutes, ringWhenAboveZero } from './alarm.ts';

export interface WatchedQueueProps {
  /** How long a message stays hidden while it is worked on: longer than its consumer lives. */
  readonly visibilityTimeout: Duration;
  /** What a person does when messages land in the dead letters. */
  readonly remedy: string;
}

/** A queue, its dead letters and the alarm on them: never one without the others. */
export class WatchedQueue extends Construct {
  readonly queue: Queue;
  readonly alarm: Alarm;

  constructor(scope: Construct, id: string, { visibilityTimeout, remedy }: WatchedQueueProps) {
    super(scope, id);
    const common = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true };
    const deadLetters = new Queue(this, 'dead-letters', { ...common, retentionPeriod: Duration.days(14) });
    this.queue = new Queue(this, 'queue', {
      ...common,
      visibilityTimeout,
      retentionPeriod: Duration.days(4),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: 5 },
    });
    this.alarm = ringWhenAboveZero(
      this,
      'dead-letters-alarm',
      deadLetters.metricApproximateNumberOfMessagesVisible(fiveMinutes),
      remedy,
    );
  }
}
