import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Host } from '../provider.ts';
import { ruleProvider } from './schedule.ts';

beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-11-22T17:00:00Z') }));
afterEach(() => void vi.useRealTimers());

/** Creates the rule, makes the host ready, and answers the times its function was invoked in the next three minutes. */
async function firedBy(ScheduleExpression: string, hasten = 1): Promise<string[]> {
  const fired: string[] = [];
  const starts: (() => void | Promise<void>)[] = [];
  const host: Host = {
    data: '',
    region: 'us-east-1',
    account: '000000000000',
    endpoints: { dynamodb: '', sqs: '', s3: '', secretsManager: '', iotData: '', cognito: '', kms: '' },
    url: '',
    hasten,
    sendToQueue: async () => {},
    invoke: async (_, event) => fired.push(/"time":"([^"]+)"/.exec(JSON.stringify(event))?.[1] ?? ''),
    mount: () => {},
    onReady: (start) => starts.push(start),
    onStop: () => {},
    onClose: () => {},
    log: () => {},
  };
  const properties = { ScheduleExpression, Targets: [{ Arn: 'arn:aws:lambda:us-east-1:000000000000:function:sweep' }] };
  await ruleProvider.create({ logicalId: 'Rule', stack: 'one', type: 'AWS::Events::Rule', properties }, host);
  for (const start of starts) await start();
  vi.advanceTimersByTime(180_000);
  return fired;
}

test('a rate runs as soon as everything is up, and then again and again', async () => {
  expect(await firedBy('rate(2 minutes)')).toEqual(['2026-11-22T17:00:00Z', '2026-11-22T17:02:00Z']);
});

test('a rate that is hastened comes round more often, and a time of day does not', async () => {
  expect(await firedBy('rate(2 minutes)', 2)).toEqual(['00', '01', '02', '03'].map((m) => `2026-11-22T17:${m}:00Z`));
  vi.setSystemTime(new Date('2026-11-22T17:00:00Z'));
  expect(await firedBy('cron(1 17 * * ? *)', 2)).toEqual(['2026-11-22T17:01:00Z']);
});

test('a cron expression waits for its time', async () => {
  expect(await firedBy('cron(1 17 * * ? *)')).toEqual(['2026-11-22T17:01:00Z']);
});
