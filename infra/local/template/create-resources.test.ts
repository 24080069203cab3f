// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of CloudFormation, not of JavaScript
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeAssembly } from '../../../test/kit/assembly.ts';
import type { Host, Provider, Resource } from '../provider.ts';
import { readAssembly } from './assembly.ts';
import { createResources } from './create-resources.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'assembly-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const never = async () => {
  throw new Error('nobody calls this');
};
const host: Host = {
  data: '/nowhere',
  region: 'us-east-1',
  account: '000000000000',
  endpoints: { dynamodb: '', sqs: '', s3: '', secretsManager: '', iotData: '', cognito: '', kms: '' },
  url: 'http://127.0.0.1:1',
  hasten: 1,
  sendToQueue: never,
  invoke: never,
  mount: () => {},
  onReady: () => {},
  onStop: () => {},
  onClose: () => {},
  log: () => {},
};

/** Creates all stacks with a provider that takes note, and answers the notes and the outputs. */
async function create(stacks: Record<string, object>, given: Record<string, string> = {}) {
  const created: Resource[] = [];
  const noting: Provider = {
    create: async (resource) => {
      created.push(resource);
      return { ref: `ref-${resource.logicalId}`, Arn: `arn-${resource.logicalId}` };
    },
  };
  const assembly = readAssembly(writeAssembly(directory, { stacks }));
  const outputs = await createResources(assembly, given, { 'Test::Thing': noting }, host);
  return { outputs, created, order: created.map(({ logicalId }) => logicalId) };
}

const thing = (Properties: object = {}, more: object = {}) => ({ Type: 'Test::Thing', Properties, ...more });

describe('order', () => {
  test('a resource comes after what it refers to, in whatever way', async () => {
    const { order } = await create({
      one: {
        Resources: {
          ByRef: thing({ a: { Ref: 'ByAttribute' } }),
          ByAttribute: thing({ a: { 'Fn::GetAtt': ['BySub', 'Arn'] } }),
          BySub: thing({ a: { 'Fn::Sub': 'x${ByDependence.Arn}' } }),
          ByDependence: thing({}, { DependsOn: 'Last' }),
          Last: thing(),
        },
      },
    });
    expect(order).toEqual(['Last', 'ByDependence', 'BySub', 'ByAttribute', 'ByRef']);
  });

  test('resources that refer to each other are named', async () => {
    const stack = { Resources: { A: thing({ a: { Ref: 'B' } }), B: thing({ a: { 'Fn::GetAtt': 'A.Arn' } }) } };
    await expect(create({ one: stack })).rejects.toThrow(
      'stack one: resources refer to each other: Error: circular: A → B → A',
    );
  });

  test('a stack comes after the stacks it depends on, and imports what they export', async () => {
    const { outputs, created } = await create({
      first: { Resources: { A: thing() }, Outputs: { Url: { Value: { Ref: 'A' }, Export: { Name: 'first:url' } } } },
      second: { Resources: { B: thing({ url: { 'Fn::ImportValue': 'first:url' } }) } },
    });
    expect(created[1]).toMatchObject({ stack: 'second', properties: { url: 'ref-A' } });
    expect(outputs).toEqual({ first: { Url: 'ref-A' }, second: {} });
  });
});

describe('conditions and parameters', () => {
  const conditional = {
    Parameters: { Kind: { Type: 'String', Default: 'small', AllowedValues: ['small', 'large'] } },
    Conditions: {
      Large: { 'Fn::Equals': [{ Ref: 'Kind' }, 'large'] },
      Small: { 'Fn::Not': [{ Condition: 'Large' }] },
    },
    Resources: {
      Big: thing({}, { Condition: 'Large' }),
      Little: thing({ kind: { 'Fn::If': ['Large', { Ref: 'Big' }, 'none'] } }, { Condition: 'Small' }),
    },
    Outputs: { Big: { Value: { Ref: 'Big' }, Condition: 'Large' } },
  };

  test('a resource whose condition does not hold is left out', async () => {
    expect(
      (await create({ one: conditional })).created.map(({ logicalId, properties }) => [logicalId, properties]),
    ).toEqual([['Little', { kind: 'none' }]]);
    expect((await create({ one: conditional }, { Kind: 'large' })).order).toEqual(['Big']);
    expect((await create({ one: conditional }, { 'one:Kind': 'large' })).outputs).toEqual({ one: { Big: 'ref-Big' } });
  });

  test('what was not given, not allowed or not asked for is an error', async () => {
    const bare = {
      Parameters: { Site: { Type: 'String' }, Port: { Type: 'Number', Default: 1, AllowedPattern: '\\d' } },
    };
    await expect(create({ one: bare })).rejects.toThrow(
      'stack one: parameter Site has no default and no value was given',
    );
    await expect(create({ one: bare }, { Site: 'x', Port: 'y' })).rejects.toThrow('which does not match');
    await expect(create({ one: conditional }, { Kind: 'huge' })).rejects.toThrow('allowed are small, large');
    await expect(create({ one: conditional }, { Kinds: 'large' })).rejects.toThrow(
      'no stack declares a parameter Kinds',
    );
  });

  test('conditions that rest on each other are told', async () => {
    const Conditions = { A: { 'Fn::Not': [{ Condition: 'B' }] }, B: { 'Fn::Not': [{ Condition: 'A' }] } };
    const stack = { Conditions, Resources: { X: thing({}, { Condition: 'A' }) } };
    await expect(create({ one: stack })).rejects.toThrow('one/Conditions/A: rests on itself');
  });
});

describe('what cannot be hosted', () => {
  test('an unknown type is told before anything is created', async () => {
    const created: string[] = [];
    const provider: Provider = { create: async ({ logicalId }) => ({ ref: String(created.push(logicalId)) }) };
    const stacks = { one: { Resources: { A: thing() } }, two: { Resources: { Vpc: { Type: 'AWS::EC2::VPC' } } } };
    const assembly = readAssembly(writeAssembly(directory, { stacks }));
    await expect(createResources(assembly, {}, { 'Test::Thing': provider }, host)).rejects.toThrow(
      /two\/Vpc \(AWS::EC2::VPC\): no provider hosts AWS::EC2::VPC locally.*infra\/local\/providers.*inert\.ts/,
    );
    expect(created).toEqual([]);
  });

  test('an inert resource may be referred to', async () => {
    const { created } = await create({
      one: {
        Resources: {
          Role: { Type: 'AWS::IAM::Role', Properties: { anything: { 'Fn::Unheard': 1 } } },
          A: thing({ role: { 'Fn::GetAtt': ['Role', 'Arn'] }, name: { Ref: 'Role' } }),
        },
      },
    });
    expect(created[0]?.properties).toEqual({ role: 'arn:aws:inert:us-east-1:000000000000:one-Role', name: 'one-Role' });
  });

  test('an attribute or a resource that does not exist is told', async () => {
    const missing = { Resources: { A: thing(), B: thing({ a: { 'Fn::GetAtt': 'A.Url' } }) } };
    await expect(create({ one: missing })).rejects.toThrow(
      'one/A (Test::Thing): has no attribute Url locally, only Arn',
    );
    await expect(create({ one: { Resources: { A: thing({ a: { Ref: 'B' } }) } } })).rejects.toThrow(
      'nothing is called B',
    );
  });

  test('a directory that is no assembly is told by name', () => {
    expect(() => readAssembly(directory)).toThrow(`cannot read ${join(directory, 'manifest.json')}`);
  });
});
