import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { DataStack } from './data.ts';
import { DeliveryStack } from './delivery.ts';
import { InboundStack } from './inbound.ts';
import { IngestStack } from './ingest.ts';
import { StreamStack } from './stream.ts';

// Bundles are not looked at here, so none is made.
const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'inbound-')), context: { 'aws:cdk:bundling-stacks': [] } });
const data = new DataStack(app, 'data');
const delivery = new DeliveryStack(app, 'delivery', { data, stream: new StreamStack(app, 'stream') });
const ingest = new IngestStack(app, 'ingest', { data, delivery });
const template = Template.fromStack(new InboundStack(app, 'inbound', { data, delivery, ingest }));
const [policy] = Object.values(template.findResources('AWS::IAM::Policy'));
const statements: readonly { Action: unknown; Resource: unknown }[] = policy?.['Properties'].PolicyDocument.Statement;

test('who reads what partners sent writes no events and no master data: that is for capture', () => {
  expect(JSON.stringify(statements)).toContain('dynamodb:UpdateItem');
  for (const { Action, Resource } of statements)
    if (/ledger|registry|serials/i.test(JSON.stringify(Resource)))
      expect(JSON.stringify(Action)).not.toMatch(/Put|Update|Delete|Write/);
});

test('the bytes of partners are read and never written over by who reads them', () => {
  const writes = statements.filter(({ Action }) => JSON.stringify(Action).includes('s3:Put'));
  expect(writes).toHaveLength(1);
  expect(JSON.stringify(writes)).toContain('/*/capture/*');
});
