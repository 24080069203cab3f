import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, test } from 'vitest';
import { keptTokens } from '#common/regulator-access/tokens.ts';
import { httpsSender } from '#common/send/https.ts';
import { outboundGuard } from '#common/send/outbound.ts';
import { webhookSecret } from '#common/webhook-secret.ts';
import { isRefusal } from '#shared/refusal.ts';
import { startReceiver } from '../../../test/kit/receiver.ts';
import { httpOpeners } from './open-channel.ts';
import type { PartnerMessage } from './partner-channel.ts';
import { webhookChannel } from './webhook-channel.ts';

const root = new Uint8Array(64).fill(7);
const secretOf = (generation: number) => webhookSecret(root, { tenant: 'acme', partner: 'medico', generation });
const message: PartnerMessage = {
  id: 'm1',
  fileName: 'm1.json',
  contentType: 'application/json',
  headers: { 'gs1-epcis-version': '2.0.0' },
  body: Buffer.from('{"type":"EPCISDocument"}'),
};
const guard = outboundGuard('loopback');
const send = httpsSender(guard, { timeoutMs: 5_000, maxAnswerBytes: 1_000 });

let receiver: Awaited<ReturnType<typeof startReceiver>>;
afterEach(() => receiver.stop());

/** What reached the partner of a message that was signed at that time under that generation of the secret. */
async function received({ at = new Date(), generation = 1, hours = undefined as number | undefined } = {}) {
  receiver = await startReceiver();
  const since = hours === undefined ? undefined : new Date(at.getTime() - hours * 3_600_000).toISOString();
  const needs = { send, guard, now: () => at, root: async () => root, partnerSince: async () => since };
  const { webhook } = httpOpeners({
    ...needs,
    tokens: keptTokens(),
    partnerCredentials: { open: async () => undefined },
  });
  const party = 'urn:epc:id:pgln:9521999.00001';
  const names = { partner: 'medico', name: 'Medico', party, channel: 'webhook' as const };
  const channel = await webhook?.('acme', { ...names, url: receiver.url('hook'), generation });
  if (channel === undefined || isRefusal(channel)) throw new Error('not opened');
  expect((await channel.send(message, AbortSignal.timeout(5_000))).verdict).toEqual({ verdict: 'acknowledged' });
  const [one] = receiver.received();
  if (one === undefined) throw new Error('nothing came');
  const headers = Object.fromEntries(Object.entries(one.headers).map(([name, value]) => [name, String(value)]));
  return { body: one.body, headers };
}

describe('the library of Standard Webhooks, at the partner', () => {
  test('verifies what we send', async () => {
    const { body, headers } = await received();
    expect(new Webhook(secretOf(1)).verify(body, headers)).toEqual({ type: 'EPCISDocument' });
    expect(headers).toMatchObject({
      'webhook-id': 'm1',
      'gs1-epcis-version': '2.0.0',
      'content-type': 'application/json',
    });
  });

  test('refuses another body, and another id, under the same signature', async () => {
    const { body, headers } = await received();
    const verify =
      (bytes: Buffer, more: Record<string, string> = {}) =>
      () =>
        new Webhook(secretOf(1)).verify(bytes, { ...headers, ...more });
    expect(verify(Buffer.from(body.toString().replace('EPCIS', 'EPICS')))).toThrow('No matching signature');
    expect(verify(body, { 'webhook-id': 'm2' })).toThrow('No matching signature');
  });

  test('refuses what was signed six minutes ago, and what was signed for later', async () => {
    for (const minutes of [-6, 6]) {
      const { body, headers } = await received({ at: new Date(Date.now() + minutes * 60_000) });
      expect(() => new Webhook(secretOf(1)).verify(body, headers)).toThrow(/timestamp too (old|new)/);
      await receiver.stop();
    }
    receiver = await startReceiver();
  });

  test('knows the new secret from the old once it was rotated', async () => {
    const { body, headers } = await received({ generation: 2 });
    expect(() => new Webhook(secretOf(1)).verify(body, headers)).toThrow('No matching signature');
    expect(new Webhook(secretOf(2)).verify(body, headers)).toEqual({ type: 'EPCISDocument' });
  });
});

test('for two days after a new secret came into force either is enough; then the new one alone', async () => {
  const young = await received({ generation: 2, hours: 47 });
  for (const generation of [1, 2]) new Webhook(secretOf(generation)).verify(young.body, young.headers);
  await receiver.stop();
  const old = await received({ generation: 2, hours: 49 });
  expect(() => new Webhook(secretOf(1)).verify(old.body, old.headers)).toThrow('No matching signature');
  expect(new Webhook(secretOf(2)).verify(old.body, old.headers)).toEqual({ type: 'EPCISDocument' });
});

test('a redirect is an answer and no order: nothing goes to where it leads', async () => {
  receiver = await startReceiver();
  receiver.answers(() => ({ status: 307, headers: { location: receiver.url('inside') } }));
  const channel = webhookChannel({
    send,
    guard,
    now: () => new Date(),
    url: receiver.url('hook'),
    tls: {},
    secret: secretOf(1),
  });
  const { verdict } = await channel.send(message, AbortSignal.timeout(5_000));
  expect(verdict).toMatchObject({ verdict: 'retry', failure: 'transient', reason: 'status 307' });
  expect(receiver.received()).toHaveLength(1);
  expect(await channel.probe(AbortSignal.timeout(5_000))).toMatchObject({ reached: false, failure: 'permanent' });
  expect(receiver.received()).toHaveLength(2);
});
