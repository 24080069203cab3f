import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { DataStack } from './data.ts';
import { DeliveryStack } from './delivery.ts';
import { IngestStack } from './ingest.ts';
import { StreamStack } from './stream.ts';

// Bundles are not looked at here, so none is made.
const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'ingest-')), context: { 'aws:cdk:bundling-stacks': [] } });
const data = new DataStack(app, 'data');
const delivery = new DeliveryStack(app, 'delivery', { data, stream: new StreamStack(app, 'stream') });
const template = Template.fromStack(new IngestStack(app, 'ingest', { data, delivery }));
const idOf = (type: string, of: string) =>
  Object.keys(template.findResources(type)).find((id) => id.startsWith(of)) ?? `no ${of}`;
const environmentOf = (of: string) =>
  JSON.stringify(template.findResources('AWS::Lambda::Function')[idOf('AWS::Lambda::Function', of)]);
const policyOf = (of: string) =>
  JSON.stringify(template.findResources('AWS::IAM::Policy')[idOf('AWS::IAM::Policy', of)]);

test('capture wakes the judge and the judge capture, each through a queue of its own', () => {
  const [captured, judged] = ['capturework', 'judgework'].map((of) => idOf('AWS::SQS::Queue', `${of}queue`));
  expect(environmentOf('capturecapture')).toContain(`"JUDGE_QUEUE_URL":{"Ref":"${judged}"}`);
  expect(environmentOf('judgejudge')).toContain(`"CAPTURE_QUEUE_URL":{"Ref":"${captured}"}`);
  const sources = Object.values(template.findResources('AWS::Lambda::EventSourceMapping'));
  expect(JSON.stringify(sources.find((one) => JSON.stringify(one).includes('judgejudge')))).toContain(judged);
});

test('a judge writes no events and no master data', () => {
  const policy = policyOf('judgejudge');
  expect(policy).toMatch(/dynamodb:PutItem/);
  for (const { Action, Resource } of JSON.parse(policy).Properties.PolicyDocument.Statement)
    if (/ledger|registry|serials/i.test(JSON.stringify(Resource)))
      expect(JSON.stringify(Action)).not.toMatch(/Put|Update|Delete|Write/);
});
