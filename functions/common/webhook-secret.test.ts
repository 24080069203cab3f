import { describe, expect, test } from 'vitest';
import { webhookSecret } from './webhook-secret.ts';

const root = new Uint8Array(32).fill(7);
const whose = { tenant: 'acme', partner: 'medico', generation: 1 };

describe('a webhook secret', () => {
  test('is the same whenever it is derived, in the form of Standard Webhooks', () => {
    expect(webhookSecret(root, whose)).toBe(webhookSecret(root, { ...whose }));
    expect(webhookSecret(root, whose)).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  });

  test.each([{ tenant: 'other' }, { partner: 'other' }, { generation: 2 }])('is another for %j', (other) =>
    expect(webhookSecret(root, { ...whose, ...other })).not.toBe(webhookSecret(root, whose)),
  );
});
