import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../refusal.ts';
import { notices } from './notices.ts';

const document = (n: number, minute: string, type = 601) => ({
  document_id: `d-${n}`,
  doc_type: type,
  date: `2026-03-01 09:${minute}:00`,
  processed_date: `2026-03-01 10:${minute}:00`,
  sender: '00000000100001',
});
const page = (place: string, documents: object[], total: number) => {
  const read = notices.readPage(place, { status: 200, body: JSON.stringify({ documents, total }) });
  if (isRefusal(read)) throw new Error(read.detail);
  return read;
};
const asked = (place: string) => JSON.parse(notices.ask(place).body ?? '');

describe('what came in', () => {
  test('is asked for page by page, and then from a little before the last that is known', () => {
    expect(asked('')).toEqual({ filter: {}, start_from: 0, count: 100 });
    const first = page('', [document(1, '05'), document(2, '20', 200)], 3);
    expect(first).toMatchObject({ more: true, listed: [{ id: 'd-1', kind: '601', at: '2026-03-01T10:05:00.000Z' }] });
    expect(asked(first.next)).toMatchObject({ filter: {}, start_from: 2 });
    const last = page(first.next, [document(3, '10')], 3);
    expect(last.more).toBe(false);
    expect(asked(last.next)).toMatchObject({ filter: { processed_date_from: '2026-03-01 10:10:00' }, start_from: 0 });
    const nothing = page(last.next, [], 0);
    expect(nothing).toEqual({ listed: [], next: last.next, more: false });
  });

  test.each([
    [429, ''],
    [503, '<html>'],
    [200, '<html>'],
    [200, '{"documents":[{}]}'],
  ])('%i with %j is asked for again', (status, body) =>
    expect(notices.readPage('', { status, body })).toMatchObject({ refused: 'busy' }),
  );
});

describe('one of them', () => {
  const xml = (root: string, type: number, members: string) =>
    `<documents version="1.38"><${root} action_id="${type}">${members}</${root}></documents>`;
  const refusedBy =
    '<subject_id>00000000300001</subject_id><operation_date>2026-03-01T12:00:00+03:00</operation_date><shipper_id>00000000100001</shipper_id><reason>Wet</reason><order_details><sscc>095212340000000013</sscc></order_details>';
  const read = (body: string, status = 200) => notices.read({ status, body });

  test('is fetched by a link', () => {
    expect(notices.askFor('d-1').path).toBe('/api/v1/documents/download/d-1');
    expect(read('{"link":"https://mdlp.example/f/1"}')).toMatchObject({ next: { path: 'https://mdlp.example/f/1' } });
  });

  test('says who refused what, why, and what can be done', () =>
    expect(read(xml('refusal_receiver_notification', 606, refusedBy))).toMatchObject({
      notice: {
        ...{ means: 'refused', mirrors: '252', by: '00000000300001', reason: 'Wet' },
        remedy: expect.stringContaining('416'),
        things: [{ sscc: '095212340000000013' }],
      },
    }));

  test('that is none of the known documents is so for good, and a proxy’s page is not', () => {
    expect(read(xml('somebody_else', 699, ''))).toMatchObject({ refused: 'unsupported' });
    expect(read('<html>')).toMatchObject({ refused: 'busy' });
    expect(read('', 404)).toMatchObject({ refused: 'busy' });
  });
});
