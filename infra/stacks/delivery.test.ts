import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { isInert } from '../local/template/inert.ts';
import { DataStack } from './data.ts';
import { DeliveryStack } from './delivery.ts';
import { StreamStack } from './stream.ts';

// Bundles are not looked at here, so none is made.
const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'delivery-')), context: { 'aws:cdk:bundling-stacks': [] } });
const delivery = new DeliveryStack(app, 'delivery', {
  data: new DataStack(app, 'data'),
  stream: new StreamStack(app, 'stream'),
});
const template = Template.fromStack(delivery);
const propertiesOf = (type: string) =>
  Object.values(template.findResources(type)).map((resource) => Object(resource).Properties);

test.each(['regulator', 'partner'])('a delivery to a %s that is parked or rejected calls a person', (to) => {
  const text = new RegExp(`to a ${to} was parked or rejected`);
  const [alarm, ...more] = propertiesOf('AWS::CloudWatch::Alarm').filter(({ AlarmDescription }) =>
    text.test(AlarmDescription),
  );
  expect(more).toEqual([]);
  expect(existsSync(/runbook: (\S+)/.exec(alarm.AlarmDescription)?.[1] ?? '')).toBe(true);
  const filters = propertiesOf('AWS::Logs::MetricFilter').filter(({ MetricTransformations: [counted] }) => {
    return counted.MetricName === alarm.MetricName && counted.MetricNamespace === alarm.Namespace;
  });
  expect(filters).toHaveLength(1);
  expect(JSON.stringify(filters[0].LogGroupName)).toContain(`send${to}`);
  expect(filters[0].FilterPattern).toBe(
    '{ ($.code = "delivery-parked") || (($.code = "delivery-settled") && (($.state = "rejected") || ($.state = "partially-accepted"))) }',
  );
  expect(delivery.alarms.map((one) => delivery.resolve(Object(one.node.defaultChild).alarmDescription))).toContain(
    alarm.AlarmDescription,
  );
});

test('what counts log lines has nothing to run on one machine', () =>
  expect(isInert('AWS::Logs::MetricFilter')).toBe(true));
