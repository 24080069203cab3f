import { expect, test } from 'vitest';
import { tellEvidence } from './tell-evidence.ts';

const files = new Map<string, Uint8Array>([
  ['text', Buffer.from('<a>ü</a>')],
  ['bytes', new Uint8Array([0xd0, 0xff])],
  ['large', new Uint8Array(4_000_001)],
]);
const told = (key: string | undefined) =>
  tellEvidence({ get: async (name) => files.get(name) }, key, { name: 'case-0', gone: 'there is none' });

test.each([
  ['text', 'text/plain; charset=utf-8', 'case-0.txt', '<a>ü</a>'],
  ['bytes', 'application/octet-stream', 'case-0.bin', files.get('bytes')],
])('evidence that is %s is told as such, under a name that says so', async (key, type, file, body) =>
  expect(await told(key)).toMatchObject({
    headers: { 'content-type': type, 'content-disposition': `attachment; filename="${file}"` },
    body,
  }),
);

test('evidence that is too large says where its bytes are', () =>
  expect(told('large')).rejects.toMatchObject({
    refusal: { refused: 'too-large', remedy: expect.stringContaining('large') },
  }));

test.each(['gone', undefined])('evidence that is not there (%s) is not found', (key) =>
  expect(told(key)).rejects.toMatchObject({ refusal: { refused: 'not-found', detail: 'there is none' } }),
);
