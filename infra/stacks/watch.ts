import { Stack } from 'aws-cdk-lib';
import { type Alarm, AlarmRule, AlarmState, CompositeAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/** One bell for all alarms: it rings when any of them does, and names the runbook. */
export class WatchStack extends Stack {
  constructor(scope: Construct, id: string, { alarms }: { alarms: readonly Alarm[] }) {
    super(scope, id);
    const bell = new Topic(this, 'bell', { enforceSSL: true, displayName: 'Seriate alarms' });
    const any = new CompositeAlarm(this, 'any-alarm', {
      alarmRule: AlarmRule.anyOf(...alarms.map((alarm) => AlarmRule.fromAlarm(alarm, AlarmState.ALARM))),
      alarmDescription: 'Something needs a person; the ringing alarm below names the runbook',
    });
    any.addAlarmAction(new SnsAction(bell));
    any.addOkAction(new SnsAction(bell));
  }
}
