import { describe, expect, test } from 'vitest';
import { everything, mdlpReport } from '../../../test/kit/mdlp-told.ts';
import type { Answer } from '../regime.ts';
import { guidOf } from './guid-of.ts';
import { readAnswer } from './read-answer.ts';
import { readError } from './read-error.ts';
import { writeMessage } from './write-message.ts';

const data = { ...everything, requestId: 'd1-1' };
const sentOf = (name: string) => writeMessage(mdlpReport(name, 'sampled'), data).body ?? '';
const id = '6c5b9d64-1111-4222-8333-9a0000000006';
const request_id = guidOf('d1-1');
const large = JSON.stringify({ sign: 's', hash_sum: 'h', request_id });

const answer = (more: Partial<Answer> & { told?: unknown }): ReturnType<typeof readAnswer> => {
  const { told, ...rest } = more;
  const body = typeof told === 'string' ? told : JSON.stringify(told ?? {});
  return readAnswer({ to: 'receipt', status: 200, body, sent: sentOf('313'), ...rest });
};
const unclear = { verdict: 'retry', failure: 'ambiguous' };

interface Wrong {
  readonly code: string;
  readonly object?: string;
}
const ticket = (result: string, errors: readonly Wrong[] = [], of = id) =>
  `<documents version="1.38"><result action_id="200" accept_time="2026-03-02T09:31:20.000Z"><operation>313</operation>` +
  `<operation_id>${of}</operation_id><operation_result>${result}</operation_result>${errors
    .map(
      ({ code, object }) =>
        `<errors><error_code>${code}</error_code><error_desc>it is so</error_desc>${
          object === undefined ? '' : `<object_id>${object}</object_id>`
        }</errors>`,
    )
    .join('')}</result></documents>`;
const decided = (told: string, sent = sentOf('313'), more: Partial<Answer> = {}) =>
  answer({ told, sent, receipt: `download:${id}:https://down.example/1`, ...more });

describe('what is next of a document', () => {
  test.each<[string, Parameters<typeof answer>[0], string]>([
    ['taken in, it is asked how it stands', { to: 'message', told: { document_id: id } }, `document:${id}`],
    [
      'announced, it is uploaded',
      { to: 'message', sent: large, told: { document_id: id, link: 'https://u/1', request_id } },
      `upload:${id}:https://u/1`,
    ],
    [
      'uploaded, that is said to be finished',
      { receipt: `upload:${id}:https://u/1`, sent: large, told: '' },
      `finish:${id}`,
    ],
    ['finished, it is asked how it stands', { receipt: `finish:${id}`, sent: large, told: '{}' }, `document:${id}`],
    [
      'decided, its ticket is asked for',
      { receipt: `document:${id}`, told: { document_id: id, doc_status: 'PROCESSED_DOCUMENT' } },
      `ticket:${id}`,
    ],
    ['refused as a whole, too', { told: { document_id: id, doc_status: 'FAILED_RESULT_READY' } }, `ticket:${id}`],
    [
      'with a ticket, that is fetched',
      { receipt: `ticket:${id}`, told: { link: 'https://d/1' } },
      `download:${id}:https://d/1`,
    ],
    [
      'found by its request',
      {
        to: 'request',
        told: { documents: [{ document_id: id, doc_status: 'PROCESSING_DOCUMENT', request_id }], total: 1 },
      },
      `document:${id}`,
    ],
  ])('%s', (_, more, receipt) => expect(answer(more)).toEqual({ verdict: 'received', receipt }));

  test('is waited for while it is worked on', () => {
    const told = { document_id: id, doc_status: 'CORE_PROCESSING_DOCUMENT' };
    expect(answer({ receipt: `document:${id}`, told })).toEqual({ verdict: 'pending' });
    expect(answer({ receipt: `document:${id}`, told: { ...told, doc_status: 'FAILED' } })).toMatchObject({
      verdict: 'rejected',
    });
  });

  test.each<[string, Parameters<typeof answer>[0]]>([
    [
      'another document',
      { receipt: `document:${id}`, told: { document_id: 'other', doc_status: 'PROCESSED_DOCUMENT' } },
    ],
    ['another request', { to: 'message', told: { document_id: id, request_id: 'other' } }],
    [
      'documents of another request',
      { to: 'request', told: { documents: [{ document_id: id, doc_status: 'x', request_id: 'other' }] } },
    ],
    ['no place to upload to', { to: 'message', sent: large, told: { document_id: id } }],
    [
      'a link longer than a row should keep',
      { receipt: `ticket:${id}`, told: { link: `https://d/${'1'.repeat(2_000)}` } },
    ],
    ['a page where bytes were put', { receipt: `upload:${id}:https://u/1`, sent: large, told: '<html>' }],
    ['a ticket of another document', { receipt: `download:${id}:https://d/1`, told: ticket('Accepted', [], 'other') }],
    ['half a ticket', { receipt: `download:${id}:https://d/1`, told: ticket('Accepted').slice(0, -20) }],
    ['a result that there is not', { receipt: `download:${id}:https://d/1`, told: ticket('Perhaps') }],
  ])('is asked again when the answer is %s', (_, more) => expect(answer(more)).toMatchObject(unclear));

  test('is not known when nothing came of the request, or it was never uploaded', () => {
    expect(answer({ to: 'request', told: { documents: [], total: 0 } })).toEqual({ verdict: 'unknown' });
    const documents = [{ document_id: id, doc_status: 'UPLOADING_DOCUMENT', request_id }];
    expect(answer({ to: 'request', told: { documents } })).toEqual({ verdict: 'unknown' });
  });

  test('is not forgotten because its ticket is not there yet', () => {
    const told = { error_description: 'the ticket is not ready' };
    expect(answer({ status: 404, receipt: `ticket:${id}`, told })).toMatchObject(unclear);
    expect(answer({ status: 404, receipt: `document:${id}`, told })).toEqual({ verdict: 'unknown' });
  });
});

describe('a ticket', () => {
  test('acknowledges', () => expect(decided(ticket('Accepted'))).toEqual({ verdict: 'acknowledged' }));

  test('rejects with its reasons', () =>
    expect(decided(ticket('Rejected', [{ code: '3', object: '09521234000013A1B2C3D4E5F60' }, { code: '4' }]))).toEqual({
      verdict: 'rejected',
      reason: 'Rejected: 3 at 09521234000013A1B2C3D4E5F60: it is so; 4: it is so',
    }));

  test('of packs names the serials that are told anew', () =>
    expect(decided(ticket('Partial', [{ code: '3', object: '09521234000013A1B2C3D4E5F60' }]))).toEqual({
      verdict: 'partially-accepted',
      accepted: 1,
      rejected: [{ object: 'A1B2C3D4E5F60', code: '3' }],
    }));

  test('of a movement names things by their whole codes', () =>
    expect(decided(ticket('Partial', [{ code: '3', object: '095212340000000013' }]), sentOf('415'))).toEqual({
      verdict: 'partially-accepted',
      accepted: 1,
      rejected: [{ object: '095212340000000013', code: '3' }],
    }));

  test('of a packing of one package tells a person of which pack, for what was taken in of it is not told', () =>
    expect(
      decided(ticket('Partial', [{ code: '3', object: '09521234000013A1B2C3D4E5F60' }]), sentOf('915')),
    ).toMatchObject({
      verdict: 'stopped',
      reason: expect.stringContaining('A1B2C3D4E5F60'),
    }));

  test('of a large document counts what was attached', () => {
    const attached =
      '<documents version="1.38"><move_place action_id="431"><sscc>1</sscc><sscc>2</sscc><sscc>3</sscc></move_place></documents>';
    expect(decided(ticket('Partial', [{ code: '3', object: '2' }]), large, { attached })).toMatchObject({
      accepted: 2,
    });
  });

  test.each([
    ['names nothing', '313', { code: '3' }],
    ['names a pack somewhere inside a package', '431', { code: '3', object: '09521234000013A1B2C3D4E5F62' }],
  ])('that %s is for a person', (_, name, error) =>
    expect(decided(ticket('Partial', [error]), sentOf(name))).toMatchObject({ verdict: 'stopped' }),
  );

  test('is read anew from the evidence, where it is not known what was asked', () =>
    expect(answer({ told: ticket('Partial', [{ code: '3', object: '09521234000013A1B2C3D4E5F61' }]) })).toMatchObject({
      rejected: [{ object: 'A1B2C3D4E5F61', code: '3' }],
    }));
});

test.each([
  [
    { timestamp: '2026-03-02', status: 404, error: 'Not Found', message: 'no route', path: '/api' },
    'Not Found: no route',
  ],
  [{ error_description: 'Access token expired' }, 'Access token expired'],
  [{ success: false, violations: [{ field: 'sign', message: 'is empty' }, 'x'] }, 'sign: is empty; "x"'],
])('the error %j is read', (told, reason) => expect(readError(JSON.stringify(told))?.reason).toBe(reason));

test('what is no error of MDLP is none', () => expect(readError('{"error":"x"}')).toBeUndefined());
