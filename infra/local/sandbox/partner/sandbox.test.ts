import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, test } from 'vitest';
import { type PartnerOptions, type PartnerSandbox, startPartnerSandbox } from './sandbox.ts';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
let partner: PartnerSandbox;
afterEach(() => partner.close());

async function open(options: Partial<PartnerOptions> = {}) {
  partner = await startPartnerSandbox({ port: 0, secret, ...options });
}

interface Posted {
  id?: string;
  body?: string;
  at?: Date;
  key?: string;
  sent?: string;
}

/** Posts a document signed with `key` at `at`; `sent` is what arrives instead of it. */
async function post({
  id = 'd1',
  body = '{"type":"EPCISDocument"}',
  at = new Date(),
  key = secret,
  sent = body,
}: Posted = {}) {
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(key).sign(id, at, body),
  };
  return (await fetch(`${partner.url}/hook`, { method: 'POST', headers, body: sent })).status;
}
const received = async () => (await fetch(`${partner.url}/received`)).json();
const minutesFromNow = (minutes: number) => new Date(Date.now() + minutes * 60_000);

describe('the partner sandbox', () => {
  test('keeps what is signed, and shows it', async () => {
    await open();
    expect(await post()).toBe(200);
    expect(await received()).toMatchObject([{ id: 'd1' }]);
    expect(await (await fetch(`${partner.url}/received/d1`)).json()).toEqual({ type: 'EPCISDocument' });
    expect((await fetch(`${partner.url}/received/d2`)).status).toBe(404);
  });

  test('drops doubles', async () => {
    await open();
    expect([await post(), await post()]).toEqual([200, 200]);
    expect(await received()).toHaveLength(1);
  });

  test.each<[string, Posted]>([
    ['a body that was tampered with', { sent: '{"type":"EPCISDocument","more":1}' }],
    ['another secret', { key: `whsec_${Buffer.alloc(32, 8).toString('base64')}` }],
    ['a signature that is six minutes old', { at: minutesFromNow(-6) }],
    ['a signature from the future', { at: minutesFromNow(6) }],
  ])('refuses %s', async (_, posted) => {
    await open();
    expect(await post(posted)).toBe(401);
    expect(await received()).toEqual([]);
  });

  test('refuses what is not signed at all, and what is signed but no JSON', async () => {
    await open();
    expect((await fetch(partner.url, { method: 'POST', body: '{}' })).status).toBe(401);
    expect(await post({ body: '{' })).toBe(400);
  });

  test('takes a secret later, and a second one when the first is rotated', async () => {
    const next = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
    await open({ secret: undefined });
    expect(await post()).toBe(401);
    partner.trust(secret);
    partner.trust(next);
    expect([await post(), await post({ id: 'd2', key: next })]).toEqual([200, 200]);
  });

  test('remembers over a restart', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'partner-'));
    await open({ dataDir });
    await post();
    await partner.close();
    await open({ dataDir });
    await post();
    expect(await received()).toHaveLength(1);
    rmSync(dataDir, { recursive: true });
  });
});
