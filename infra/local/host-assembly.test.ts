import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ReceiveMessageCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fixtureApi, fixtureFunction, writeAssembly } from '../../test/kit/assembly.ts';
import { clientConfig } from './client-config.ts';
import { type HostedAssembly, hostAssembly } from './host-assembly.ts';
import type { Provider } from './provider.ts';

let directory: string;
const open: HostedAssembly[] = [];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'hosted-'));
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((cloud) => cloud.close()));
  rmSync(directory, { recursive: true });
});

async function host(stack: object, functions: Record<string, string> = {}, more: object = {}): Promise<HostedAssembly> {
  const assembly = writeAssembly(join(directory, 'cdk.out'), { stacks: { one: stack }, functions });
  const cloud = await hostAssembly({ assembly, data: join(directory, 'data'), port: 0, ...more });
  open.push(cloud);
  return cloud;
}

const config = (endpoint: string) => clientConfig({ region: 'us-east-1' }, endpoint);

describe('what is kept over a restart', () => {
  const stack = {
    Resources: {
      Rows: {
        Type: 'AWS::DynamoDB::Table',
        Properties: {
          AttributeDefinitions: ['pk', 'due'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
          KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
          BillingMode: 'PAY_PER_REQUEST',
          GlobalSecondaryIndexes: [
            {
              IndexName: 'due',
              KeySchema: [{ AttributeName: 'due', KeyType: 'HASH' }],
              Projection: { ProjectionType: 'ALL' },
            },
          ],
          TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
        },
      },
      Files: { Type: 'AWS::S3::Bucket', Properties: { VersioningConfiguration: { Status: 'Enabled' } } },
      Root: {
        Type: 'AWS::SecretsManager::Secret',
        Properties: { GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true } },
      },
    },
    Outputs: {
      Rows: { Value: { Ref: 'Rows' } },
      Files: { Value: { Ref: 'Files' } },
      Root: { Value: { Ref: 'Root' } },
    },
  };
  const names = ({ outputs }: HostedAssembly) => ({
    TableName: String(outputs['one']?.['Rows']),
    Bucket: String(outputs['one']?.['Files']),
    SecretId: String(outputs['one']?.['Root']),
  });
  const secretOf = async (cloud: HostedAssembly) => {
    const client = new SecretsManagerClient(config(cloud.endpoints.secretsManager));
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: names(cloud).SecretId }));
    client.destroy();
    return SecretString;
  };

  test('rows, objects and secrets are found again', async () => {
    const before = await host(stack);
    const { TableName, Bucket } = names(before);
    const db = new DynamoDBClient(config(before.endpoints.dynamodb));
    await db.send(new PutItemCommand({ TableName, Item: { pk: { S: 'a' }, value: { S: 'kept' } } }));
    db.destroy();
    const s3 = new S3Client(config(before.endpoints.s3));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'tenant/a b.json', Body: '{}' }));
    s3.destroy();
    const secret = await secretOf(before);
    await before.close();

    const after = await host(stack);
    const dbAgain = new DynamoDBClient(config(after.endpoints.dynamodb));
    const { Item } = await dbAgain.send(new GetItemCommand({ TableName, Key: { pk: { S: 'a' } } }));
    dbAgain.destroy();
    expect(Item?.['value']).toEqual({ S: 'kept' });
    const s3Again = new S3Client(config(after.endpoints.s3));
    const object = await s3Again.send(new GetObjectCommand({ Bucket, Key: 'tenant/a b.json' }));
    expect(await object.Body?.transformToString()).toBe('{}');
    s3Again.destroy();
    expect(secret).toMatch(/^[A-Za-z0-9]{64}$/);
    expect(await secretOf(after)).toBe(secret);
    expect(statSync(join(directory, 'data', 'secrets.json')).mode & 0o777).toBe(0o600);
  });

  test('a table whose keys have changed is refused rather than used', async () => {
    await (await host(stack)).close();
    const changed = structuredClone(stack);
    changed.Resources.Rows.Properties.KeySchema = [{ AttributeName: 'due', KeyType: 'HASH' }];
    await expect(host(changed)).rejects.toThrow(/one\/Rows \(AWS::DynamoDB::Table\): .*other keys or indexes.*--fresh/);
  });
});

describe('functions', () => {
  const functions = (more: Record<string, object>) => ({
    Resources: Object.fromEntries(
      Object.entries(more).map(([name, properties]) => [name, fixtureFunction(name, properties)]),
    ),
  });

  test('a function sees its own environment, the parts, and nothing of the host', async () => {
    const source =
      'export const handler = async (event, context) => ({ event, env: process.env, context: { ...context, left: context.getRemainingTimeInMillis() } });';
    const cloud = await host(functions({ Echo: { Environment: { Variables: { OWN: 'yes' } }, MemorySize: 256 } }), {
      Echo: source,
    });
    const result = await cloud.invoke('one-Echo', { a: 1 });
    expect(result).toMatchObject({
      event: { a: 1 },
      context: {
        functionName: 'one-Echo',
        invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:one-Echo',
        memoryLimitInMB: '256',
        left: expect.toSatisfy((left: number) => left > 0 && left <= 3000),
      },
    });
    expect(result).toHaveProperty('env', {
      OWN: 'yes',
      AWS_REGION: 'us-east-1',
      AWS_LAMBDA_FUNCTION_NAME: 'one-Echo',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_ENDPOINT_URL_DYNAMODB: cloud.endpoints.dynamodb,
      AWS_ENDPOINT_URL_SQS: cloud.endpoints.sqs,
      AWS_ENDPOINT_URL_S3: cloud.endpoints.s3,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: cloud.endpoints.secretsManager,
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: '',
      AWS_ENDPOINT_URL_KMS: '',
      AWS_ENDPOINT_URL_IOT_DATA_PLANE: '',
    });
  });

  test('a function stays warm, and is made anew after it has crashed, exited or hung', async () => {
    const source = `
      let calls = 0;
      export const handler = async ({ how }) => {
        calls++;
        if (how === 'throw') throw new TypeError('no');
        if (how === 'exit') process.exit(3);
        if (how === 'reject') { Promise.reject(new Error('nobody looked')); await new Promise(() => setInterval(() => {}, 1000)); }
        if (how === 'hang') await new Promise(() => {});
        if (how === 'spin') for (;;);
        return calls;
      };`;
    const cloud = await host(functions({ Odd: { Timeout: 1 } }), { Odd: source });
    const call = (how = '') => cloud.invoke('one-Odd', { how });
    expect([await call(), await call()]).toEqual([1, 2]);
    await expect(call('throw')).rejects.toMatchObject({ type: 'TypeError', message: 'no' });
    expect(await call()).toBe(4);
    await expect(call('exit')).rejects.toMatchObject({
      type: 'Runtime.ExitError',
      message: expect.stringContaining('exit status 3'),
    });
    expect(await call()).toBe(1);
    await expect(call('reject')).rejects.toMatchObject({
      type: 'Runtime.UnhandledPromiseRejection',
      message: 'nobody looked',
    });
    expect(await call()).toBe(1);
    await expect(call('hang')).rejects.toMatchObject({ message: 'Task timed out after 1.00 seconds' });
    expect(await call()).toBe(1);
    await expect(call('spin')).rejects.toMatchObject({ message: 'Task timed out after 1.00 seconds' });
    expect(await call()).toBe(1);
  });

  test('a function that does not load, or lacks its handler, says so at every call', async () => {
    const cloud = await host(functions({ Broken: {}, Empty: {} }), {
      Broken: 'throw new Error("at load")',
      Empty: 'export const other = 1',
    });
    for (let i = 0; i < 2; i++) {
      await expect(cloud.invoke('one-Broken', {})).rejects.toMatchObject({ message: 'at load' });
      await expect(cloud.invoke('one-Empty', {})).rejects.toMatchObject({
        message: 'handler is undefined or not exported',
      });
    }
  });

  test('memory beyond the function’s size ends it', async () => {
    const source =
      'export const handler = async () => { let chain; for (let i = 0; ; i++) chain = { chain, i: String(i) }; };';
    const cloud = await host(functions({ Greedy: { MemorySize: 128, Timeout: 30 } }), { Greedy: source });
    await expect(cloud.invoke('one-Greedy', {})).rejects.toMatchObject({ type: 'Runtime.OutOfMemory' });
  });

  test('two run at once and no more, or as many as are reserved', async () => {
    const source = `
      import { setTimeout as sleep } from 'node:timers/promises';
      export const handler = async () => { const from = Date.now(); await sleep(150); return [from, Date.now()]; };`;
    const cloud = await host(functions({ Two: {}, One: { ReservedConcurrentExecutions: 1 } }), {
      Two: source,
      One: source,
    });
    const mostAtOnce = async (fn: string) => {
      const spans = await Promise.all(Array.from({ length: 4 }, async () => z(await cloud.invoke(fn, {}))));
      return Math.max(...spans.map(([from]) => spans.filter(([f, t]) => f <= from && from < t).length));
    };
    const z = (span: unknown): [number, number] => (Array.isArray(span) ? [Number(span[0]), Number(span[1])] : [0, 0]);
    expect(await mostAtOnce('one-Two')).toBe(2);
    expect(await mostAtOnce('one-One')).toBe(1);
  });

  test('what a function prints stands in its log', async () => {
    const source =
      'export const handler = async () => { console.log("hello"); console.error("trouble"); process.stdout.write("{}\\n"); };';
    const cloud = await host(functions({ Loud: {} }), { Loud: source });
    expect(await cloud.invoke('one-Loud', {})).toBe(null);
    await cloud.close();
    expect(readFileSync(join(directory, 'data', 'logs', 'one-Loud.log'), 'utf8')).toBe('hello\ntrouble\n{}\n');
  });
});

describe('a queue and its function', () => {
  test('what a function fails at comes back alone, and ends among the dead letters', async () => {
    const seen: { body: string; count: string }[] = [];
    const listener = await listening((body) => void seen.push(...JSON.parse(body)));
    const source = `
      export const handler = async ({ Records }) => {
        const told = Records.map(({ body, attributes }) => ({ body, count: attributes.ApproximateReceiveCount }));
        await fetch(process.env.TOLD, { method: 'POST', body: JSON.stringify(told) });
        return { batchItemFailures: Records.filter(({ body }) => body === 'bad').map(({ messageId }) => ({ itemIdentifier: messageId })) };
      };`;
    const cloud = await host(
      {
        Resources: {
          Dead: { Type: 'AWS::SQS::Queue', Properties: { MessageRetentionPeriod: 1209600 } },
          Work: {
            Type: 'AWS::SQS::Queue',
            Properties: {
              VisibilityTimeout: 1,
              RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 2 },
            },
          },
          Take: fixtureFunction('Take', { Environment: { Variables: { TOLD: listener.url } } }),
          Feed: {
            Type: 'AWS::Lambda::EventSourceMapping',
            Properties: {
              EventSourceArn: { 'Fn::GetAtt': ['Work', 'Arn'] },
              FunctionName: { Ref: 'Take' },
              BatchSize: 10,
              FunctionResponseTypes: ['ReportBatchItemFailures'],
            },
          },
        },
        Outputs: { Work: { Value: { Ref: 'Work' } }, Dead: { Value: { Ref: 'Dead' } } },
      },
      { Take: source },
    );
    const sqs = new SQSClient(config(cloud.endpoints.sqs));
    const url = (name: string) => String(cloud.outputs['one']?.[name]);
    const Entries = ['good', 'bad', 'fine'].map((MessageBody, i) => ({ Id: String(i), MessageBody }));
    await sqs.send(new SendMessageBatchCommand({ QueueUrl: url('Work'), Entries }));
    const dead = await sqs.send(new ReceiveMessageCommand({ QueueUrl: url('Dead'), WaitTimeSeconds: 15 }));
    expect(dead.Messages?.map(({ Body }) => Body)).toEqual(['bad']);
    const counts = (body: string) => seen.filter((one) => one.body === body).map(({ count }) => count);
    expect([counts('good'), counts('fine'), counts('bad')]).toEqual([['1'], ['1'], ['1', '2']]);
    sqs.destroy();
    await listener.close();
  });
});

describe('the cloud as a whole', () => {
  test('closing lets a request in hand finish', async () => {
    const arrived = Promise.withResolvers<void>();
    const listener = await listening(() => arrived.resolve());
    const source = `
      import { setTimeout as sleep } from 'node:timers/promises';
      export const handler = async () => { await fetch(process.env.TOLD, { method: 'POST' }); await sleep(300); return 'done'; };`;
    const Slow = fixtureFunction('Slow', { Environment: { Variables: { TOLD: listener.url } } });
    const stack = { Resources: { ...fixtureApi({ 'GET /slow': 'Slow' }), Slow } };
    const cloud = await host(stack, { Slow: source });
    const answer = fetch(`${cloud.url}/slow`);
    await arrived.promise;
    await cloud.close();
    expect(await (await answer).text()).toBe('done');
    await expect(fetch(`${cloud.url}/slow`)).rejects.toThrow();
    await listener.close();
  });

  test.each([
    ['AWS::S3::Bucket', { NotificationConfiguration: { QueueConfigurations: [] } }, 'NotificationConfiguration'],
    ['AWS::S3::Bucket', { ReplicationConfiguration: {} }, 'ReplicationConfiguration'],
    ['AWS::SNS::Topic', { Subscription: [{ Protocol: 'sqs', Endpoint: 'arn' }] }, 'Subscription'],
    ['AWS::SNS::Subscription', { Protocol: 'sqs' }, 'no provider hosts AWS::SNS::Subscription'],
  ])('what would do nothing here is refused by name: %s %j', async (Type, Properties, named) => {
    await expect(host({ Resources: { Thing: { Type, Properties } } })).rejects.toThrow(named);
  });

  test('a port that is taken is told, and nothing is left running', async () => {
    const first = await host({ Resources: {} });
    const port = Number(new URL(first.url).port);
    await expect(host({ Resources: {} }, {}, { port })).rejects.toThrow(`port ${port} is taken by another program`);
  });

  test('further providers and mounts are plugged in, and know the address', async () => {
    const pool: Provider = {
      create: async (_, { url, mount }) => {
        mount('/oauth2', (_request, response) => void response.end('token'));
        return { ref: 'pool', ProviderURL: `${url}/pool` };
      },
    };
    const stack = {
      Parameters: { SignIn: { Type: 'String' } },
      Resources: { Pool: { Type: 'AWS::Cognito::UserPool' } },
      Outputs: { Issuer: { Value: { 'Fn::GetAtt': ['Pool', 'ProviderURL'] } }, SignIn: { Value: { Ref: 'SignIn' } } },
    };
    const cloud = await host(
      stack,
      {},
      {
        resources: { 'AWS::Cognito::UserPool': pool },
        parameters: (url: string) => ({ SignIn: `${url}/sign-in` }),
      },
    );
    expect(cloud.outputs['one']).toEqual({ Issuer: `${cloud.url}/pool`, SignIn: `${cloud.url}/sign-in` });
    expect(await (await fetch(`${cloud.url}/oauth2/token`)).text()).toBe('token');
  });

  test('a part that a variable names is used as it is', async () => {
    const listener = await listening(() => {});
    const cloud = await host({ Resources: {} }, {}, { environment: { DYNAMODB_ENDPOINT: listener.url } });
    expect(cloud.endpoints.dynamodb).toBe(listener.url);
    await listener.close();
  });
});

/** A server that hands every body to `take`. */
async function listening(take: (body: string) => void): Promise<{ url: string; close(): Promise<void> }> {
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += String(chunk);
    });
    request.on('end', () => {
      take(body);
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`;
  return {
    url,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
