import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { Nucleus } from '../../test/kit/nucleus/stand-in.ts';
import { temporary } from '../testing/builders.ts';
import { GreengrassLink } from './greengrass.ts';
import { Ipc } from './ipc.ts';

const TOPIC = 'seriate/acme/basel/line-1/capture';
const ACK = 'seriate/acme/basel/line-1/ack';

async function house() {
  const { directory, remove } = temporary();
  const nucleus = new Nucleus({ socket: join(directory, 'ipc'), configuration: {} });
  await nucleus.start();
  for (const [name, value] of Object.entries(nucleus.environment)) vi.stubEnv(name, value);
  const logged: string[] = [];
  const log = (code: string, details: object) => void logged.push(JSON.stringify({ code, ...details }));
  const time = { now: 0 };
  const ipc = new Ipc(log);
  const link = new GreengrassLink({ ipc, log, clock: () => time.now });
  onTestFinished(async () => {
    await link.close();
    await ipc.close();
    await nucleus.stop();
    remove();
  });
  return { nucleus, ipc, link, logged, time };
}

const until = (look: () => void) => vi.waitFor(look, { timeout: 10_000, interval: 5 });
afterEach(() => void vi.unstubAllEnvs());

describe('the link through a nucleus', () => {
  let at: Awaited<ReturnType<typeof house>>;
  const heard: string[] = [];
  let connects = 0;
  beforeEach(async () => {
    at = await house();
    heard.length = 0;
    connects = 0;
    at.link.subscribe(ACK, (body) => heard.push(body));
    at.link.onConnected(() => {
      connects += 1;
    });
    await until(() => expect(connects).toBe(1));
  });

  test('publishes text and bytes, and hears what comes', async () => {
    await at.link.publish(TOPIC, '{"é":1}');
    await at.link.publish(TOPIC, Buffer.from('bytes'));
    expect(at.nucleus.published).toEqual([
      { topic: TOPIC, body: '{"é":1}' },
      { topic: TOPIC, body: 'bytes' },
    ]);
    at.nucleus.push(ACK, 'captured');
    await until(() => expect(heard).toEqual(['captured']));
  });

  test('comes back after the connection broke and after the nucleus was started again, and listens as before', async () => {
    at.nucleus.drop();
    await until(() => expect(connects).toBe(2));
    await at.nucleus.stop();
    await until(() => expect(at.link.connected()).toBe(false));
    await expect(at.link.publish(TOPIC, 'x')).rejects.toMatchObject({ kind: 'connection' });
    await at.nucleus.start();
    await until(() => expect(connects).toBe(3));
    expect(at.nucleus.topics).toEqual([ACK]);
    at.nucleus.push(ACK, 'again');
    await until(() => expect(heard).toEqual(['again']));
  });

  test('listens again when the nucleus ends a subscription', async () => {
    at.nucleus.endSubscriptions('told');
    await until(() => expect(at.nucleus.topics).toEqual([ACK]));
  });

  test.each([
    ['spool-full', 'spool-full'],
    ['unauthorized', 'unauthorized'],
  ] as const)('counts as down for a while when a publish is refused: %s', async (publishing, kind) => {
    at.nucleus.publishing = publishing;
    await expect(at.link.publish(TOPIC, 'x')).rejects.toMatchObject({ kind });
    expect(at.link.connected()).toBe(false);
    expect(at.link.troubles()[0]).toMatch(kind);
    at.time.now = 1_000;
    expect(at.link.connected()).toBe(true);
    await expect(at.link.publish(TOPIC, 'x')).rejects.toMatchObject({ kind });
    expect(at.logged.filter((line) => line.includes('publish-refused'))).toHaveLength(1);
    at.time.now = 2_999;
    expect(at.link.connected()).toBe(false);
    at.time.now = 3_000;
    at.nucleus.publishing = 'well';
    await at.link.publish(TOPIC, 'x');
    expect([at.link.connected(), at.link.troubles()]).toEqual([true, []]);
  });
});

test('subscriptions that were lost without a word are made anew when nothing is heard of what was published', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const { nucleus, link, time } = await house();
  const heard: string[] = [];
  link.subscribe(ACK, (body) => heard.push(body));
  await until(() => expect(nucleus.topics).toEqual([ACK]));
  nucleus.endSubscriptions('silently');
  await link.publish(TOPIC, 'x');
  time.now = 119_000;
  vi.advanceTimersByTime(15_000);
  expect(nucleus.topics).toEqual([]);
  time.now = 120_000;
  vi.advanceTimersByTime(15_000);
  await until(() => expect(nucleus.topics).toEqual([ACK]));
  nucleus.push(ACK, 'once');
  await until(() => expect(heard).toEqual(['once']));
});

test('a token that the nucleus does not know is told apart, and tried again', async () => {
  const { directory, remove } = temporary();
  const nucleus = new Nucleus({ socket: join(directory, 'ipc'), configuration: {} });
  await nucleus.start();
  vi.stubEnv('AWS_GG_NUCLEUS_DOMAIN_SOCKET_FILEPATH_FOR_COMPONENT', join(directory, 'ipc'));
  vi.stubEnv('SVCUID', 'another');
  const logged: string[] = [];
  const ipc = new Ipc((code, details) => void logged.push(`${code} ${details['why']}`));
  await until(() => expect(logged.length).toBeGreaterThan(1));
  expect(logged[0]).toBe('nucleus-away the nucleus refused the token (SVCUID)');
  await ipc.close();
  await nucleus.stop();
  remove();
});
