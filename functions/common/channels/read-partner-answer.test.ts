import { describe, expect, test } from 'vitest';
import type { Answered } from '#common/send/https.ts';
import { readAnswer, readResult } from './read-partner-answer.ts';

const url = 'https://partner.example/inbox?tenant=1';
const answered = (status: number, body: object | string = '', headers: Answered['headers'] = {}): Answered => ({
  status,
  headers,
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
});
const html = { 'content-type': 'text/html; charset=utf-8' };
const errors = [{ code: 'NDC_DIFFERS', object: 'urn:x', detail: 'another' }, { code: 'LATE' }];
/** As EPCIS 2.0 has it. */
const job = (change: object) => ({
  ...{ captureID: 'j1', createdAt: '2026-03-01T10:00:00Z', running: false, success: false },
  ...{ captureErrorBehaviour: 'rollback', errors: [], ...change },
});
const accepted = { document: 'd1', state: 'accepted' };

describe('a partner that is sent a document', () => {
  test.each<[string, Answered, object]>([
    ['has it, with any success', answered(204), { verdict: 'acknowledged' }],
    ['has it, with 202 and no place of a result', answered(202), { verdict: 'acknowledged' }],
    ['has it, though its empty answer is of HTML', answered(200, '', html), { verdict: 'acknowledged' }],
    [
      'took it in, and tells the result elsewhere at its own',
      answered(202, '', { location: '/results/r1' }),
      { verdict: 'received', receipt: 'https://partner.example/results/r1' },
    ],
    ['is not asked at others', answered(202, '', { location: 'https://else.example/' }), { verdict: 'stopped' }],
    [
      'may not have it, when a page comes',
      answered(200, '<p>Sign in', html),
      { verdict: 'retry', failure: 'ambiguous' },
    ],
    [
      'refuses it, and says why',
      answered(422, { errors }),
      { verdict: 'rejected', reason: 'status 422: NDC_DIFFERS urn:x: another, LATE' },
    ],
    ['refuses it without a word', answered(400, '<html>'), { verdict: 'rejected', reason: 'status 400' }],
    ['does not know us yet', answered(401), { verdict: 'retry', failure: 'transient' }],
    ['asks for a pause', answered(503, '', { 'retry-after': '7' }), { failure: 'transient', retryAfter: 7 }],
    ['may have it', answered(500), { verdict: 'retry', failure: 'ambiguous' }],
    ['wants no more', answered(410), { verdict: 'stopped' }],
  ])('%s', (_, answer, verdict) => expect(readAnswer(answer, url)).toMatchObject(verdict));
});

test('409 is final for what came for the first time; of a repetition it says that the first is being worked on', () => {
  expect(readAnswer(answered(409), url)).toMatchObject({ verdict: 'rejected' });
  expect(readAnswer(answered(409), url, true)).toMatchObject({ verdict: 'retry', failure: 'ambiguous' });
  expect(readAnswer(answered(422), url, true)).toMatchObject({ verdict: 'rejected' });
});

describe('a partner that is asked for the result', () => {
  test.each<[string, Answered, object]>([
    [
      'has none yet',
      answered(200, { document: 'd1', state: 'processing' }, { 'retry-after': '9' }),
      { verdict: 'pending', retryAfter: 9 },
    ],
    ['says "later"', answered(202), { verdict: 'pending' }],
    ['accepted it', answered(200, accepted), { verdict: 'acknowledged' }],
    [
      'rejected it, and names what is wrong',
      answered(200, { document: 'd1', state: 'rejected', errors }),
      { verdict: 'rejected', reason: 'NDC_DIFFERS urn:x: another, LATE' },
    ],
    ['tells of another document', answered(200, { ...accepted, document: 'd2' }), { verdict: 'retry' }],
    ['answers with a page', answered(200, '<p>Sign in', html), { verdict: 'retry' }],
    ['is away', answered(503), { verdict: 'retry', failure: 'transient' }],
    ['is a repository that works on its capture job', answered(200, job({ running: true })), { verdict: 'pending' }],
    ['is one whose capture job has stored it', answered(200, job({ success: true })), { verdict: 'acknowledged' }],
    [
      'is one whose capture job failed, and tells why',
      answered(200, job({ errors: [{ type: 'epcisException:ValidationException', title: 'no', detail: 'bad EPC' }] })),
      { verdict: 'rejected', reason: 'ValidationException: bad EPC' },
    ],
    ['forgot it', answered(404), { verdict: 'unknown' }],
  ])('%s', (_, answer, verdict) => expect(readResult(answer, 'd1')).toMatchObject(verdict));

  test('names ten things of many', () => {
    const many = Array.from({ length: 12 }, (_, i) => ({ code: `C${i}` }));
    const verdict = readResult(answered(200, { document: 'd1', state: 'rejected', errors: many }), 'd1');
    expect(verdict).toMatchObject({ reason: expect.stringMatching(/^C0, C1, .* C9, and 2 more$/) });
  });
});
