import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type IFilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
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

/** An alarm that rings when a line of the log fits the pattern. */
export function ringWhenLogged(
  scope: Construct,
  id: string,
  { logGroup, pattern, remedy }: { logGroup: ILogGroup; pattern: IFilterPattern; remedy: string },
): Alarm {
  const lines = new MetricFilter(scope, `${id}-lines`, {
    logGroup,
    filterPattern: pattern,
    metricNamespace: 'Seriate',
    metricName: `${scope.node.path}/${id}`,
  });
  return ringWhenAboveZero(scope, id, lines.metric(fiveMinutes), remedy);
}

/** An alarm that rings when a function logs a code (`functions/common/log.ts`). */
export const ringOnCode = (
  on: Construct & { readonly function: { readonly logGroup: ILogGroup } },
  id: string,
  code: string,
  remedy: string,
): Alarm =>
  ringWhenLogged(on, id, {
    logGroup: on.function.logGroup,
    pattern: FilterPattern.stringValue('$.code', '=', code),
    remedy,
  });

/** An alarm that rings when a function logs a code more than so often within an hour: once is no news. */
export function ringOnMany(
  on: Construct & { readonly function: { readonly logGroup: ILogGroup } },
  id: string,
  { code, most, remedy }: { readonly code: string; readonly most: number; readonly remedy: string },
): Alarm {
  const lines = new MetricFilter(on, `${id}-lines`, {
    logGroup: on.function.logGroup,
    filterPattern: FilterPattern.stringValue('$.code', '=', code),
    metricNamespace: 'Seriate',
    metricName: `${on.node.path}/${id}`,
  });
  return new Alarm(on, id, {
    metric: lines.metric({ period: Duration.hours(1), statistic: 'Sum' }),
    threshold: most,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
    alarmDescription: remedy,
  });
}

export const fiveMinutes = { period: Duration.minutes(5), statistic: 'Maximum' };
