import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { MOST_MESSAGE_BYTES } from '#shared/messages/agent-to-cloud.ts';
import { openLineMessage } from './open-line-message.ts';

const line = { tenant: 'packright', site: 'plant', line: 'line-1' };
const message = { kind: 'epcis', sequence: 7, owner: 'acme', document: { lot: 'é' } };
const wrapped = (bytes: Uint8Array) => ({ ...line, body: Buffer.from(bytes).toString('base64') });
const text = JSON.stringify(message);

describe('a message of a line', () => {
  test.each([
    ['compressed', wrapped(gzipSync(text))],
    ['as it is', wrapped(Buffer.from(text))],
    ['as the rule passed it on before it was compressed', { ...line, message }],
  ])('is read %s', (_, given) => {
    expect(openLineMessage(given)).toEqual({ ...line, message });
  });

  test.each([
    ['no JSON', wrapped(Buffer.from('serials')), 'not JSON'],
    ['no JSON inside', wrapped(gzipSync('serials')), 'not JSON'],
    ['cut off', wrapped(gzipSync(text).subarray(0, -9)), 'damaged'],
    ['changed on its way', wrapped(gzipSync(text).fill(0, 20, 24)), 'damaged'],
    ['a bomb', wrapped(gzipSync(Buffer.alloc(50_000_000, 32))), `more than ${MOST_MESSAGE_BYTES} bytes`],
  ])('that is %s is refused', (_, given, detail) => {
    expect(openLineMessage(given)).toMatchObject({
      refused: 'malformed',
      at: '/body',
      detail: expect.stringContaining(detail),
    });
  });

  test('may have as many bytes as there may be', () => {
    const most = JSON.stringify('x'.repeat(MOST_MESSAGE_BYTES - 2));
    expect(openLineMessage(wrapped(gzipSync(most)))).toHaveProperty('message.length', MOST_MESSAGE_BYTES - 2);
  });
});
