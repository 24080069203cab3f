import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { readTopicRule, type Sinks, topicRulePayload } from './topic-rules.ts';

interface Heard {
  queued: [string, string][];
  stored: [string, string, string][];
  logged: string[];
}

const queue = 'http://127.0.0.1:1/queue';
// biome-ignore lint/suspicious/noTemplateCurlyInString: substitution templates of AWS IoT, not of JavaScript
const key = 'undelivered/${topic()}/${timestamp()}';
const errorAction = { S3: { BucketName: 'documents', Key: key, RoleArn: 'arn' } };
const toQueue = (more = {}) => ({ Sqs: { QueueUrl: queue, RoleArn: 'arn', ...more } });

const capture = {
  Sql: "SELECT * AS message, topic(2) AS tenant FROM 'seriate/+/capture'",
  AwsIotSqlVersion: '2016-03-23',
  Actions: [toQueue()],
  ErrorAction: errorAction,
};

function rule(properties: object, broken: Partial<Sinks> = {}) {
  const heard: Heard = { queued: [], stored: [], logged: [] };
  const sinks: Sinks = {
    sendToQueue: async (url, body) => void heard.queued.push([url, body]),
    putObject: async (bucket, name, body) => void heard.stored.push([bucket, name, Buffer.from(body).toString()]),
    log: (line) => heard.logged.push(line),
    ...broken,
  };
  return { take: readTopicRule('lines', v.parse(topicRulePayload, properties), sinks), heard };
}

const message = (payload: string, topic = 'seriate/acme/capture') => ({
  topic,
  payload: Buffer.from(payload),
  clientId: 'basel',
  at: 1_700_000_000_123,
  newUuid: () => 'a-uuid',
});

const down = () => Promise.reject(new Error('queue is down'));

describe('a topic rule', () => {
  test('sends what its statement selects to the queue', async () => {
    const { take, heard } = rule(capture);
    await take(message('{"a":1}'));
    expect(heard).toEqual({ queued: [[queue, '{"message":{"a":1},"tenant":"acme"}']], stored: [], logged: [] });
  });

  test('leaves other topics alone, and everything when it is disabled', async () => {
    const other = rule(capture);
    await other.take(message('{}', 'seriate/acme/orders'));
    const disabled = rule({ ...capture, RuleDisabled: 'true' });
    await disabled.take(message('{}'));
    expect([other.heard.queued, disabled.heard.queued]).toEqual([[], []]);
  });

  test('sends bytes as base64 when asked', async () => {
    const { take, heard } = rule({ ...capture, Sql: "SELECT * FROM '#'", Actions: [toQueue({ UseBase64: true })] });
    await take(message('\x1f\x8b'));
    expect(heard.queued).toEqual([[queue, Buffer.from('\x1f\x8b').toString('base64')]]);
  });

  test('stores what a failing queue did not take, with the original payload', async () => {
    const { take, heard } = rule(capture, { sendToQueue: down });
    await take(message('{"a":1}'));
    const [bucket, name, body] = heard.stored[0] ?? [];
    expect([bucket, name]).toEqual(['documents', 'undelivered/seriate/acme/capture/1700000000123']);
    expect(JSON.parse(body ?? '')).toEqual({
      ruleName: 'lines',
      topic: 'seriate/acme/capture',
      cloudwatchTraceId: 'a-uuid',
      clientId: 'basel',
      base64OriginalPayload: Buffer.from('{"a":1}').toString('base64'),
      failures: [{ failedAction: 'SqsAction', failedResource: queue, errorMessage: 'queue is down' }],
    });
  });

  test('says so when the error action fails too, and does not reject', async () => {
    const broken = { sendToQueue: down, putObject: () => Promise.reject(new Error('bucket is gone')) };
    const { take, heard } = rule(capture, broken);
    await take(message('{}'));
    expect(heard.logged).toHaveLength(2);
    expect(heard.logged[1]).toContain('bucket is gone');
  });

  test('only logs a payload its statement cannot read, as on AWS IoT', async () => {
    const { take, heard } = rule(capture);
    await take(message('not json'));
    expect(heard.queued).toEqual([]);
    expect(heard.stored).toEqual([]);
    expect(heard.logged[0]).toContain('rule lines, seriate/acme/capture: the payload is not JSON');
  });

  test('one failing action does not keep the others from running', async () => {
    const { take, heard } = rule({ ...capture, Actions: [toQueue(), errorAction] }, { sendToQueue: down });
    await take(message('{"a":1}'));
    expect(heard.stored).toHaveLength(2);
  });
});

describe('a rule that is not understood is refused at start', () => {
  test('its SQL, by the name of the rule', () => {
    expect(() => rule({ ...capture, Sql: "SELECT md5(a) AS m FROM 'x'" })).toThrow('topic rule lines: at character 12');
    const badKey = { S3: { ...errorAction.S3, Key: '$' + '{principal()}' } };
    expect(() => rule({ ...capture, ErrorAction: badKey })).toThrow('topic rule lines');
  });

  test('its actions and the version of its SQL', () => {
    expect(() => rule({ ...capture, Actions: [{ Lambda: { FunctionArn: 'x' } }] })).toThrow('only Sqs and S3');
    expect(() => rule({ ...capture, AwsIotSqlVersion: '2015-10-08' })).toThrow('2016-03-23');
  });
});
