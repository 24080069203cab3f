import type { Duration } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Construct } from 'constructs';
import { fiveMinutes, ringWhenAboveZero } from './alarm.ts';
import { bundledFunction } from './bundle.ts';

export interface ScheduledFunctionProps {
  readonly name: string;
  readonly environment: Record<string, string>;
  readonly every: Duration;
  readonly timeout: Duration;
  readonly remedy: string;
}

/** A function that runs again and again, and the alarm that rings when it fails. */
export class ScheduledFunction extends Construct {
  readonly function: NodejsFunction;
  readonly alarm: Alarm;

  constructor(scope: Construct, id: string, { name, environment, every, timeout, remedy }: ScheduledFunctionProps) {
    super(scope, id);
    this.function = bundledFunction(this, { name, environment, timeout });
    // The next run finds what this one missed, so EventBridge need not repeat it.
    new Rule(this, 'schedule', {
      schedule: Schedule.rate(every),
      targets: [new LambdaFunction(this.function, { retryAttempts: 0 })],
    });
    this.alarm = ringWhenAboveZero(this, 'errors', this.function.metricErrors(fiveMinutes), remedy);
  }
}
