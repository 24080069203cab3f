import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';

/** An alarm that rings when the metric exceeds zero within five minutes. `remedy` says what to do: it is the alarm's text. */
export function ringWhenAboveZero(scope: Construct, id: string, metric: IMetric, remedy: string): Alarm {
  return new Alarm(scope, id, {
    metric,
    threshold: 0,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
    alarmDescription: remedy,
  });
}

export const fiveMinutes = { period: Duration.minutes(5), statistic: 'Maximum' };
