import { Duration } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { bundledFunction } from './bundle.ts';
import { WatchedQueue } from './watched-queue.ts';

export interface QueueFunctionProps {
  readonly name: string;
  readonly environment: Record<string, string>;
  readonly batchSize: number;
  readonly timeout: Duration;
  /** How long a message is hidden while it is worked on, and before what failed is tried again: six times the timeout when absent, as Lambda's guide has it; less where that would be too long to wait. */
  readonly hiddenFor?: Duration;
  /** MB; the processor grows with it. 1,024 when absent. */
  readonly memorySize?: number;
  readonly remedy: string;
  /** Its queue, where another stack has it: whoever fills it comes before this function. */
  readonly watched?: WatchedQueue;
}

/** A watched queue and the function that empties it, message by message. */
export class QueueFunction extends Construct {
  readonly queue: Queue;
  readonly function: NodejsFunction;
  readonly alarms: Alarm[];

  constructor(scope: Construct, id: string, props: QueueFunctionProps) {
    super(scope, id);
    const { name, environment, batchSize, timeout, remedy, memorySize = 1024 } = props;
    const { hiddenFor: visibilityTimeout = Duration.seconds(6 * timeout.toSeconds()) } = props;
    const watched = props.watched ?? new WatchedQueue(this, 'work', { visibilityTimeout, remedy });
    this.queue = watched.queue;
    this.function = bundledFunction(this, { name, environment, timeout, memorySize });
    this.function.addEventSource(new SqsEventSource(this.queue, { batchSize, reportBatchItemFailures: true }));
    // Who made the queue answers for its alarm.
    this.alarms = props.watched === undefined ? [watched.alarm] : [];
  }
}
